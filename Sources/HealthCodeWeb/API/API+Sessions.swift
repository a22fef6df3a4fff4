import HealthCodeCore
import HealthCodeService
import Hummingbird

extension API {
    /// What needs no session: signing in, and what everybody may read.
    func addPublic(to routes: RouterGroup<WebContext>) {
        routes.group("otp").add(middleware: RateLimit(limiter: limits.oneTimeCodes, proxies: proxies))
            .post { request, _ in
                let fields = try await request.fields()
                let phone = fields.text("phone")
                try fields.check()
                do throws(Problem) {
                    try await healthCode.sendOneTimeCode(to: phone, language: request.language)
                } catch {
                    // Nobody learns here how much a phone that may not be theirs was used today.
                    guard error.kind == .oneTimeCodeBudgetSpent else { throw error }
                }
                return Response.json(.accepted) { $0.object { _ in } }
            }
        routes.group("sessions").add(middleware: RateLimit(limiter: limits.signIns, proxies: proxies))
            .post { request, _ in
                let fields = try await request.fields()
                let (phone, oneTimeCode) = (fields.text("phone"), fields.text("otp"))
                try fields.check()
                let session = try await healthCode.signIn(phone: phone, oneTimeCode: oneTimeCode)
                return Response.json(.created) { json in
                    json.object {
                        $0.member("token", session.token)
                        $0.member("expires", session.expires, in: .utc)
                    }
                }
            }
        routes.get("regions") { request, _ in try await regions(under: request.uri.queryParameters["parent"]) }
        routes.get("keys") { _, _ in
            var response = Response(
                status: .ok, headers: [.contentType: "application/jwk-set+json", .cacheControl: "public, max-age=300"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: healthCode.publicKeysJWKS)))
            response.headers[.accessControlAllowOrigin] = "*"
            return response
        }
    }

    func addSigningOut(to routes: RouterGroup<ResidentContext>) {
        routes.delete("current") { _, context in
            try await healthCode.signOut(token: context.session.token)
            return Response(status: .noContent)
        }
    }

    /// A level of the region tree; the provinces where no parent is named.
    private func regions(under parent: Substring?) async throws -> Response {
        let code = parent.flatMap { RegionCode($0) }
        if parent != nil, code == nil { throw Problem(.unknownRegion) }
        if let code { _ = try await healthCode.region(code) }
        let regions = try await healthCode.regions(under: code)
        var response = Response.json(capacity: 4_096) { json in
            json.list(of: regions) { json, region in
                json.member("code", region.code.description)
                json.member("name", region.name)
                json.member("level", region.level.rawValue)
                if let parent = region.parent { json.member("parent", parent.description) }
            }
        }
        response.headers[.cacheControl] = "public, max-age=3600"
        return response
    }
}
