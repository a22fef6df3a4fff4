import Foundation
import HealthCodeCore
import HealthCodeService
import Hummingbird

/// The pages: what people see in a browser. Every one is drawn on the server and works without scripts.
struct Pages: Sendable {
    let healthCode: HealthCode
    let renderer: PageRenderer
    let assets: AssetShelf
    let limits: RateLimits
    let configuration: WebConfiguration

    /// Reads templates, catalogues and assets.
    init(healthCode: HealthCode, limits: RateLimits, configuration: WebConfiguration) throws {
        self.healthCode = healthCode
        self.limits = limits
        self.configuration = configuration
        let resources = Bundle.module.bundleURL
        let scanner = configuration.scannerDirectory.map { URL(fileURLWithPath: $0, isDirectory: true) }
        assets = try AssetShelf(folder: resources.appendingPathComponent("Assets"), scanner: scanner)
        renderer = try PageRenderer(resources: resources, assets: assets.path)
    }

    func addRoutes(to router: Router<WebContext>) {
        router.get("assets/**") { _, context in
            try assets.response(to: context.parameters.getCatchAll().joined(separator: "/"))
        }
        // Its place says for which pages a browser asks it.
        for worker in ["service-worker.js", "station-worker.js"] {
            router.get(RouterPath(worker)) { _, _ in
                var response = try assets.response(to: "0/" + worker)
                response.headers[.cacheControl] = "no-cache"
                return response
            }
        }
        let known = router.group().add(middleware: SessionIdentification(healthCode: healthCode))
        addSignIn(to: known)
        addReading(to: known)
        let residents = known.group(context: ResidentContext.self)
        addPeople(to: residents)
        addRegistration(
            to: known.group().add(middleware: RateLimit(limiter: limits.registrations, proxies: configuration.proxies))
                .group(context: ResidentContext.self))
        addAccount(to: residents)
        addCode(to: residents)
        addDeclaring(to: residents)
        addCare(to: residents)
        addSharing(to: residents)
        addPrinted(to: residents)
        addKiosk(to: router.group())
        addCertificates(to: residents)
        addStations(to: known.group(context: CollectorContext.self))
        addConsole(to: known.group(context: AdministratorContext.self))
        addPrintedForOthers(to: known.group(context: AdministratorContext.self))
        addKioskOpening(to: known.group(context: AdministratorContext.self))
    }

    /// A page as a response.
    func show(_ page: some Page, to reader: Reader, _ status: HTTPResponse.Status = .ok) -> Response {
        let html = renderer.render(page, for: reader)
        let headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: reader.language.rawValue,
            .vary: "Accept-Language, Cookie",
        ]
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// The words for a reader.
    func words(for reader: Reader) -> Catalogue { renderer.words(reader.language) }

    /// What a browser sees of a problem: the way to sign in, or a page that says what happened.
    func problemPage(_ problem: Problem, _ request: Request) -> Response {
        // Whether somebody is signed in is not known here; a cookie is a good guess, and only decides where home is.
        let hasSession = request.cookies[SessionCookie.name].map { !$0.value.isEmpty } ?? false
        let reader = Reader(request, caller: nil, csrf: "")
        let words = words(for: reader)
        if problem.kind == .notSignedIn {
            let next = request.method == .get ? Pages.local(request.uri.string) : ""
            let notice = next == "/" || next.isEmpty ? nil : Notice(.info, words("welcome.sign_in_first"))
            return show(WelcomePage(words: words, next: next, notice: notice), to: reader, .unauthorized)
        }
        let page = TroublePage(problem, isSignedIn: hasSession, words: words)
        return show(page, to: reader, problem.kind.status)
    }

    /// A path of our own, or the start: never the address of another site.
    static func local(_ path: String) -> String {
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), !path.contains("\n"),
            !path.contains("\r")
        else { return "/" }
        return path
    }

    /// Sends the browser on, with GET.
    func go(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}

/// A context whose request may be somebody's.
protocol PageContext: RequestContext {
    var signedIn: (caller: Caller, session: PresentedSession)? { get }
}

extension WebContext: PageContext {
    var signedIn: (caller: Caller, session: PresentedSession)? {
        if case .account(let caller, let session) = identity { return (caller, session) }
        return nil
    }
}

extension ResidentContext: PageContext {
    var signedIn: (caller: Caller, session: PresentedSession)? { (caller, session) }
}

extension CollectorContext: PageContext {
    var signedIn: (caller: Caller, session: PresentedSession)? { (caller, session) }
}

extension Reader {
    /// The reader behind a request.
    init(_ request: Request, _ context: some PageContext) {
        let signedIn = context.signedIn
        self.init(request, caller: signedIn?.caller, csrf: signedIn?.session.formToken ?? "")
    }

    /// The page to which one comes back from an answer to a form: not every form's path can be read.
    private static func readable(_ path: String) -> String {
        switch path {
        case "/sign-in", "/sign-in/code": "/"
        case "/account/phone/code": "/account/phone"
        case "/console/people": "/console"
        case "/kiosk/close": "/kiosk"
        case "/console/propose/check": "/console/propose"
        case _ where path.hasPrefix("/people/") && path.hasSuffix("/end"):
            path.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        case _ where path.hasSuffix("/simulate"): String(path.dropLast("/simulate".count))
        default: path
        }
    }

    init(_ request: Request, caller: Caller?, csrf: String) {
        let chosen = request.cookies[LanguageCookie.name].flatMap { Language(rawValue: $0.value) }
        language = chosen ?? request.language
        self.csrf = csrf
        path = request.method == .get ? request.uri.string : Reader.readable(request.uri.path)
        isSignedIn = caller != nil
        isCollector = caller?.collector != nil
        isAdministrator = caller?.administrator != nil
    }
}

/// The cookie that keeps the language someone chose, for a year.
enum LanguageCookie {
    static let name = "language"

    static func value(_ language: Language, isSecure: Bool) -> String {
        "\(name)=\(language.rawValue); Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }
}
