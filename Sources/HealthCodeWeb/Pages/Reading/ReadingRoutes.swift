import HealthCodeService
import Hummingbird

extension Pages {
    /// What everybody may read.
    func addReading(to routes: RouterGroup<WebContext>) {
        routes.get("help") { request, context in
            let reader = Reader(request, context)
            return show(HelpPage(words: words(for: reader)), to: reader)
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
