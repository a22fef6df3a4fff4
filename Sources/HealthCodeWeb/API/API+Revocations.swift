import HTTPTypes
import HealthCodeService
import Hummingbird

extension API {
    /// The signed revocation list, for whoever checks codes without a network: whole, or what changed since the one they have.
    func addRevocations(to routes: RouterGroup<WebContext>) {
        routes.get("revocations") { request, _ in
            let since = try Self.sequence(request.uri.queryParameters["since"].map(String.init))
            return Response(try await healthCode.revocations(since: since), to: request)
        }
    }

    /// Revoking a code that was scanned, by an administrator of its holder's region.
    func addRevoking(to routes: RouterGroup<AdministratorContext>) {
        routes.post("revocations") { request, context in
            let fields = try await request.fields()
            let token = fields.text("token")
            let reason = fields.word(
                "reason", among: RevocationReason.allCases.map { ($0.rawValue, $0) }, else: .misused)
            try fields.check()
            try await healthCode.revoke(code: token, because: reason, byAdministrator: context.caller)
            return Response(status: .noContent)
        }
    }

    /// - Throws: `Problem.invalidFields` for what is no sequence.
    private static func sequence(_ text: String?) throws(Problem) -> UInt64? {
        guard let text else { return nil }
        guard let sequence = UInt64(text) else {
            throw Problem(.invalidFields, fields: [FieldProblem("/since", .wrongType(expected: "number"))])
        }
        return sequence
    }
}

extension Response {
    /// An update as bytes, with a tag by which the same one need not be sent again (RFC 9110, section 8.8.3).
    fileprivate init(_ update: RevocationUpdate, to request: Request) {
        let (bytes, tag): ([UInt8], String) =
            switch update {
            case .whole(let bytes, let sequence): (bytes, "\"\(sequence)\"")
            case .change(let bytes, let start, let sequence): (bytes, "\"\(start)-\(sequence)\"")
            case .current(let sequence): ([], "\"\(sequence)\"")
            }
        var headers: HTTPFields = [.eTag: tag, .cacheControl: "public, max-age=30"]
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.drop { $0 == " " } }
        if known?.contains(where: { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }) == true {
            self.init(status: .notModified, headers: headers)
        } else if bytes.isEmpty {
            self.init(status: .noContent, headers: headers)
        } else {
            headers[.contentType] = "application/cbor"
            self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }
}
