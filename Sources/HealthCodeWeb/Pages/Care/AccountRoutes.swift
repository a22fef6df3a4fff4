import HTTPTypes
import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// The account: signing out, and moving to another phone.
    func addAccount(to routes: RouterGroup<ResidentContext>) {
        routes.get("account") { request, context in
            let reader = Reader(request, context)
            let page = AccountPage(
                phone: context.caller.phone, isCollector: reader.isCollector,
                isAdministrator: reader.isAdministrator, words: words(for: reader))
            return show(page, to: reader)
        }
        routes.post("sign-out") { _, context in
            try await healthCode.signOut(token: context.session.token)
            var response = go(to: "/?out=yes")
            response.headers[.setCookie] = SessionCookie.removal(isSecure: configuration.hasTLS)
            // What the browser kept for times without a connection.
            if let name = HTTPField.Name("Clear-Site-Data") { response.headers[name] = "\"cache\", \"storage\"" }
            return response
        }
        routes.get("account/phone") { request, context in phonePage(Form(), request, context) }
        routes.post("account/phone") { request, context in try await proveNewPhone(request, context) }
        routes.post("account/phone/code") { request, context in try await changePhone(request, context) }
    }

    private func phonePage(
        _ form: Form, _ request: Request, _ context: ResidentContext, _ errors: FormErrors = FormErrors(),
        _ notice: Notice? = nil, _ status: HTTPResponse.Status = .ok
    ) -> Response {
        let reader = Reader(request, context)
        let page = FormPage.changePhone(
            from: context.caller.phone, form, errors: errors, notice: notice, words: words(for: reader))
        return show(page, to: reader, status)
    }

    private func proveNewPhone(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let form = try await Form(request)
        let reader = Reader(request, context)
        let words = words(for: reader)
        do throws(Problem) {
            try await healthCode.sendOneTimeCode(to: form["phone"], language: reader.language)
        } catch {
            let notice = try Notice(refusing: error, words: words)
            return phonePage(form, request, context, FormErrors(error, words: words), notice, error.kind.status)
        }
        let phone = form.text("phone") ?? ""
        return show(OneTimeCodePage(.changePhone, phone: phone, words: words), to: reader)
    }

    private func changePhone(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let form = try await Form(request)
        let reader = Reader(request, context)
        let words = words(for: reader)
        let phone = form.text("phone") ?? ""
        do throws(Problem) {
            try await healthCode.changePhone(to: phone, oneTimeCode: form["code"], by: context.caller)
        } catch {
            if error.kind == .phoneTaken {
                return phonePage(form, request, context, FormErrors(), Notice(.bad, words.problem(error)), .conflict)
            }
            guard Pages.aboutTheCode.contains(error.kind) else { throw error }
            let page = OneTimeCodePage(.changePhone, phone: phone, error: words.problem(error), words: words)
            return show(page, to: reader, error.kind.status)
        }
        return go(to: "/people?done=phone")
    }
}
