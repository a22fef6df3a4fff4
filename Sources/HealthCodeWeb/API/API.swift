import HealthCodeService
import Hummingbird

/// The interface that other systems rely on, under `/api/v1`.
struct API: Sendable {
    let healthCode: HealthCode
    let limits: RateLimits
    let proxies: TrustedProxies
    let metrics: Metrics
    /// Imports wait here for one another, and nothing else waits for them.
    let imports = Turnstile(places: 2, waiting: 256)

    func addRoutes(to router: Router<WebContext>) {
        let root = router.group("api/v1")
        // The router looks through the parts of a path in the order in which it came to know them.
        addShowing(to: root.group("people/{id}"))
        addPublic(to: root)
        addOperation(to: root)
        addOperation(to: router.group())
        let known = root.group().add(middleware: SessionIdentification(healthCode: healthCode))
        addRegistration(
            to: known.group("people").add(middleware: RateLimit(limiter: limits.registrations, proxies: proxies))
                .group(context: ResidentContext.self))
        addClaiming(
            to: known.group("claims").add(middleware: RateLimit(limiter: limits.registrations, proxies: proxies))
                .group(context: ResidentContext.self))
        addPeople(to: known.group("people", context: ResidentContext.self))
        addCode(to: known.group("people/{id}", context: ResidentContext.self))
        addDeclaring(to: known.group("people/{id}", context: ResidentContext.self))
        addPrinted(to: known.group("people/{id}", context: ResidentContext.self))
        addRevocations(to: root)
        addRevoking(to: known.group(context: AdministratorContext.self))
        addCertificates(to: known.group("people/{id}", context: ResidentContext.self))
        addSigningOut(to: known.group("sessions", context: ResidentContext.self))
        addCheckpoint(to: known.group(context: CollectorContext.self))
        let sources = SourceIdentification(healthCode: healthCode)
        addRecords(to: root.group("records").add(middleware: sources).group(context: SourceContext.self))
        addRisk(to: root.group("regions/risk").add(middleware: sources).group(context: SourceContext.self))
        addExchange(to: root.group("exchange"))
    }
}

extension RequestContext {
    /// The person that the path names.
    ///
    /// - Throws: `Problem.noSuchPerson` for what cannot be a person's id.
    func person() throws(Problem) -> PersonID {
        guard let number = parameters["id"].flatMap({ Int64($0) }) else { throw Problem(.noSuchPerson) }
        return PersonID(number)
    }
}
