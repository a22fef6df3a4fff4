import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// Registering somebody without a phone, with the document in hand (HZ-06); then their code is printed.
    func addResidentRegistration(to routes: RouterGroup<AdministratorContext>) {
        routes.get("console/people/new") { request, context in
            try await residentPage(Form(), request, context)
        }
        routes.post("console/people/new") { request, context in
            let form = try await Form(request)
            guard form["step"].isEmpty else { return try await residentPage(form, request, context) }
            return try await registerResident(form, request, context)
        }
    }

    private func registerResident(
        _ form: Form, _ request: Request, _ context: AdministratorContext
    ) async throws -> Response {
        let path = try await region(form, id: "region")
        let registration = Registration(
            name: form["name"], documentKind: form["document-kind"], documentNumber: form["document-number"],
            region: path.code?.description ?? "", relation: Relation.`self`.rawValue, channel: "staff",
            consent: form["consent"])
        let words = words(for: Reader(request, context))
        do throws(Problem) {
            let id = try await healthCode.registerResident(registration, byAdministrator: context.caller)
            return go(to: "/console/people/\(id.number)/printed?done=registered")
        } catch {
            if error.kind == .alreadyRegistered,
                let id = try? await healthCode.person(named: form["document-number"], byAdministrator: context.caller)
            {
                return go(to: "/console/people/\(id.number)/printed?done=known")
            }
            var errors = FormErrors(error, words: words)
            switch error.kind {
            case .notAllowed: errors = errors.replacing("/region", with: words("staff_register.elsewhere"))
            case .alreadyRegistered: errors.note("/document/number", words("staff_register.elsewhere_known"))
            case .documentNotAccepted: errors = errors.replacing("/document/type", with: words.problem(error))
            case .unknownRegion, .uncoveredRegion: errors = errors.replacing("/region", with: words.regionError(error))
            case .invalidFields, .identityMismatch, .consentMissing: break
            default: throw error
            }
            if form["consent"].isEmpty { errors.note("/consent", words.problem(Problem(.consentMissing))) }
            return try await residentPage(form, request, context, errors, error.kind.status)
        }
    }

    private func residentPage(
        _ form: Form, _ request: Request, _ context: AdministratorContext, _ errors: FormErrors = FormErrors(),
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let reader = Reader(request, context)
        let path = try await region(form, id: "region")
        let accepted = path.code.flatMap { healthCode.place(governing: $0) }?.options.clientele.documents
        let page = ResidentRegistrationPage(
            form, region: path, accepted: accepted, errors: errors, words: words(for: reader))
        return show(page, to: reader, status)
    }
}

/// The form in which staff register somebody without a phone.
struct ResidentRegistrationPage: Page {
    static let template = "staff-register"
    static let modules = ["regions"]
    var title: String
    var back: Back
    var notice: Notice?
    var documentKind: Question
    var documentNumber: Field
    var name: Field
    var region: RegionPicker
    var consentLead: String
    var consent: Question

    init(_ form: Form, region path: RegionPath, accepted: [DocumentKind]?, errors: FormErrors, words: Catalogue) {
        title = words("staff_register.title")
        back = Back(href: "/console", word: words("console.title"))
        notice = errors.isEmpty ? nil : Notice(.warn, words("register.refused"))
        documentKind = .documentKind(form, errors, accepted: accepted, words: words)
        documentNumber = .documentNumber(form, errors, words: words)
        name = .name(form, errors, words: words)
        region = .home(path, errors, words: words)
        consentLead = words("register.consent_lead", ["version": HealthCode.purposes])
        consent = .consent(form, errors, to: words("staff_register.consent"), words: words)
    }
}
