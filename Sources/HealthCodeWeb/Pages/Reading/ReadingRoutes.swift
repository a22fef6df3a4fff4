import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// What everybody may read.
    func addReading(to routes: RouterGroup<WebContext>) {
        routes.get("help") { request, context in
            let reader = Reader(request, context)
            let asked = request.uri.queryParameters["place"].flatMap { RegionCode($0) }
            let all = healthCode.places()
            var shown = asked.flatMap { healthCode.place(governing: $0) }.map { [$0] } ?? []
            if shown.isEmpty, let caller = context.signedIn?.caller {
                shown = try await healthCode.places(of: caller)
            }
            if shown.isEmpty, all.count == 1 { shown = all }
            let others = all.filter { place in !shown.contains { $0.region == place.region } }
            var places: [(policy: Policy, rules: [RuleView])] = []
            for policy in shown { places.append((policy, try await healthCode.rules(of: policy))) }
            return show(HelpPage(places: places, others: others, words: words(for: reader)), to: reader)
        }
        routes.get("offline") { request, context in
            let reader = Reader(request, context)
            return show(TroublePage(offlineIn: words(for: reader)), to: reader)
        }
        routes.get("privacy") { request, context in
            let reader = Reader(request, context)
            return show(PrivacyPage(words: words(for: reader)), to: reader)
        }
    }
}
