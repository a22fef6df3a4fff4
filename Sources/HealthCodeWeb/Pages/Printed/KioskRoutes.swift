import HTTPTypes
import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// Setting a terminal up: whoever does it is signed out there, so that nobody in the queue finds their console.
    func addKioskOpening(to routes: RouterGroup<AdministratorContext>) {
        routes.post("console/kiosk") { request, context in
            let (token, seconds) = try await healthCode.openKiosk(by: context.caller)
            try await healthCode.signOut(token: context.session.token)
            var response = go(to: "/kiosk")
            let isSecure = configuration.hasTLS
            response.headers[values: .setCookie] = [
                KioskCookie.value(token, seconds: seconds, isSecure: isSecure),
                SessionCookie.removal(isSecure: isSecure),
            ]
            return response
        }
    }

    /// The terminal itself. Its cookie is all that it needs; whoever stands before it signs in to nothing.
    func addKiosk(to routes: RouterGroup<WebContext>) {
        routes.get("kiosk") { request, _ in
            let (kiosk, reader) = try await terminal(request)
            let words = words(for: reader)
            let isRevoked = request.uri.queryParameters["done"] == "revoked"
            let notice = isRevoked ? Notice(.good, words("kiosk.revoked")) : nil
            return show(KioskPage(isOpen: kiosk != nil, notice: notice, words: words), to: reader)
        }
        routes.post("kiosk") { request, _ in try await serve(request) }
        routes.post("kiosk/close") { request, _ in
            _ = try await proven(request)
            try await healthCode.closeKiosk(token: KioskCookie.token(of: request))
            var response = go(to: "/kiosk")
            response.headers[.setCookie] = KioskCookie.value("", seconds: 0, isSecure: configuration.hasTLS)
            return response
        }
    }

    /// The kiosk that the terminal is, and its reader, to whom no session belongs.
    private func terminal(_ request: Request) async throws(Problem) -> (Kiosk?, Reader) {
        let token = KioskCookie.token(of: request)
        let kiosk = token.isEmpty ? nil : try await healthCode.kiosk(token: token)
        return (kiosk, Reader(request, caller: nil, csrf: FormToken.of(session: token)))
    }

    /// The form of a request that a page of the terminal made.
    ///
    /// - Throws: `Problem.crossSiteRequest`.
    private func proven(_ request: Request) async throws -> Form {
        let form = try await Form(request)
        let expected = FormToken.of(session: KioskCookie.token(of: request))
        guard !request.isFromAnotherSite, FormToken.isSame(form[FormToken.field], expected) else {
            throw Problem(.crossSiteRequest)
        }
        return form
    }

    private func serve(_ request: Request) async throws -> Response {
        let form = try await proven(request)
        let (kiosk, reader) = try await terminal(request)
        let words = words(for: reader)
        guard let kiosk else { return show(KioskPage(isOpen: false, words: words), to: reader, .forbidden) }
        if let seconds = limits.kiosks.take(AddressKey(kiosk: KioskCookie.token(of: request)), at: .now) {
            let notice = Notice(.warn, words("kiosk.slow", ["seconds": String(seconds)]))
            return show(KioskPage(isOpen: true, notice: notice, words: words), to: reader, .tooManyRequests)
        }
        let asked = KioskRequest(
            name: form["name"], documentKind: form["document-kind"], documentNumber: form["document-number"],
            born: form["born"])
        do throws(Problem) {
            guard form["act"] != "revoke" else {
                _ = try await healthCode.revokePrintedCodes(asked, at: kiosk)
                return go(to: "/kiosk?done=revoked")
            }
            return try paper(try await healthCode.printCode(asked, at: kiosk), to: reader)
        } catch {
            guard [.invalidFields, .noSuchPerson].contains(error.kind) else { throw error }
            let notice = error.kind == .noSuchPerson ? Notice(.bad, words("kiosk.no_fit")) : nil
            let page = KioskPage(
                isOpen: true, kind: asked.documentKind, errors: FormErrors(error, words: words), notice: notice,
                words: words)
            return show(page, to: reader, .unprocessableContent)
        }
    }

    private func paper(_ view: PrintedCodeView, to reader: Reader) throws(Problem) -> Response {
        guard let qr = healthCode.qr.svg(view.text) else { throw Problem(.unavailable) }
        let page = KioskPaperPage(
            view, qr: qr, words: words(for: reader), chinese: renderer.words(.simplifiedChinese),
            english: renderer.words(.english))
        var response = show(page, to: reader)
        // Without scripts, too, the paper is gone from the screen after a while.
        if let name = HTTPField.Name("Refresh") { response.headers[name] = "\(KioskPaperPage.seconds); url=/kiosk" }
        return response
    }
}

/// The cookie by which a terminal is a kiosk; only the kiosk's own pages get it.
enum KioskCookie {
    static let name = "kiosk"

    static func token(of request: Request) -> String { request.cookies[name]?.value ?? "" }

    static func value(_ token: String, seconds: Int, isSecure: Bool) -> String {
        "\(name)=\(token); Path=/kiosk; Max-Age=\(seconds); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }
}
