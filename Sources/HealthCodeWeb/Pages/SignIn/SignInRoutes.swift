import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// The start, signing in and out, and the choice of language.
    func addSignIn(to routes: RouterGroup<WebContext>) {
        routes.get("") { request, context in
            if let caller = context.signedIn?.caller { return try await home(of: caller) }
            let reader = Reader(request, context)
            let words = words(for: reader)
            let notice = request.uri.queryParameters["out"] == nil ? nil : Notice(.good, words("welcome.signed_out"))
            return show(WelcomePage(words: words, notice: notice), to: reader)
        }
        routes.group("sign-in").add(middleware: RateLimit(limiter: limits.oneTimeCodes, proxies: configuration.proxies))
            .post { request, context in try await sendOneTimeCode(request, context) }
        routes.group("sign-in/code").add(middleware: RateLimit(limiter: limits.signIns, proxies: configuration.proxies))
            .post { request, context in try await signIn(request, context) }
        routes.get("language/{language}") { request, context in
            guard let language = context.parameters.get("language").flatMap(Language.init(rawValue:)) else {
                throw Problem(.notFound)
            }
            let back = request.uri.queryParameters["back"].map(String.init) ?? "/"
            var response = go(to: Pages.local(back))
            response.headers[.setCookie] = LanguageCookie.value(language, isSecure: isSecure(request, context))
            return response
        }
    }

    /// Someone who acts for one person only wants that person's code.
    private func home(of caller: Caller) async throws -> Response {
        let people = try await healthCode.people(of: caller)
        if people.isEmpty, caller.collector != nil { return go(to: "/collect") }
        if people.isEmpty, caller.administrator != nil { return go(to: "/console") }
        if let only = people.first, people.count == 1 { return go(to: only.path + "/code") }
        return go(to: "/people")
    }

    private func sendOneTimeCode(_ request: Request, _ context: WebContext) async throws -> Response {
        guard !request.isFromAnotherSite else { throw Problem(.crossSiteRequest) }
        let form = try await Form(request)
        let reader = Reader(request, context)
        let words = words(for: reader)
        let phone = form.text("phone") ?? ""
        let next = Pages.local(form["next"])
        do throws(Problem) {
            try await healthCode.sendOneTimeCode(to: phone, language: reader.language)
        } catch {
            let errors = FormErrors(error, words: words)
            let notice = errors.isEmpty ? Notice(.bad, words.problem(error)) : nil
            let page = WelcomePage(words: words, phone: phone, error: errors["/phone"], next: next, notice: notice)
            return show(page, to: reader, error.kind.status)
        }
        let notice = form["again"].isEmpty ? nil : Notice(.good, words("one_time_code.sent_again"))
        return show(OneTimeCodePage(.signIn, phone: phone, next: next, notice: notice, words: words), to: reader)
    }

    private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        guard !request.isFromAnotherSite else { throw Problem(.crossSiteRequest) }
        let form = try await Form(request)
        let reader = Reader(request, context)
        let phone = form.text("phone") ?? ""
        let next = Pages.local(form["next"])
        do throws(Problem) {
            let session = try await healthCode.signIn(phone: phone, oneTimeCode: form["code"])
            var response = go(to: next)
            response.headers[.setCookie] = SessionCookie.value(
                session.token, seconds: Int(session.expires.seconds - healthCode.now.seconds),
                isSecure: isSecure(request, context))
            return response
        } catch {
            let words = words(for: reader)
            guard Pages.aboutTheCode.contains(error.kind) else { throw error }
            let page = OneTimeCodePage(
                .signIn, phone: phone, next: next, error: words.problem(error), words: words)
            return show(page, to: reader, error.kind.status)
        }
    }

    /// What can be wrong with a one-time code.
    static let aboutTheCode: Set<Problem.Kind> = [
        .wrongOneTimeCode, .noOneTimeCode, .oneTimeCodeBudgetSpent, .invalidFields,
    ]

    func isSecure(_ request: Request, _ context: WebContext) -> Bool {
        configuration.proxies.isSecure(
            forwarded: request.headers.forwardedScheme, from: context.channel.remoteAddress,
            ownTLS: configuration.hasTLS)
    }
}
