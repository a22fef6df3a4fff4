import HTTPTypes
import Hummingbird
import NIOCore

/// Addresses of proxies whose `X-Forwarded-*` headers are believed.
public struct TrustedProxies: Sendable {
    private let addresses: Set<String>

    /// - Parameter addresses: IP addresses as text; one that is none is never met.
    public init(_ addresses: [String] = []) {
        self.addresses = Set(addresses)
    }

    var isEmpty: Bool { addresses.isEmpty }

    func contains(_ address: String) -> Bool { addresses.contains(address) }
}

extension WebContext {
    /// The address that a request came from: the other end of the connection or, where that is a trusted proxy, the last
    /// address in `X-Forwarded-For` that is none.
    func clientAddress(of request: Request, trusting proxies: TrustedProxies) -> SocketAddress? {
        guard !proxies.isEmpty, let peer = channel.remoteAddress, let text = peer.ipAddress, proxies.contains(text)
        else { return channel.remoteAddress }
        guard let name = HTTPField.Name("x-forwarded-for") else { return peer }
        let hops = request.headers[values: name].flatMap { $0.split(separator: ",") }
            .map { String($0.filter { $0 != " " }) }
        guard let client = hops.last(where: { !proxies.contains($0) }) else { return peer }
        return (try? SocketAddress(ipAddress: client, port: 0)) ?? peer
    }
}

extension TrustedProxies {
    /// Whether the browser's connection is encrypted: ours, or one that ends at a trusted proxy.
    ///
    /// - Parameter scheme: what the request's `X-Forwarded-Proto` says.
    func isSecure(
        forwarded scheme: @autoclosure () -> String?, from peer: @autoclosure () -> SocketAddress?, ownTLS: Bool
    ) -> Bool {
        if ownTLS { return true }
        guard !isEmpty, let peer = peer()?.ipAddress, contains(peer) else { return false }
        return scheme()?.lowercased() == "https"
    }
}

extension HTTPFields {
    /// By which scheme the browser came to a proxy, as that says.
    var forwardedScheme: String? { HTTPField.Name("x-forwarded-proto").flatMap { self[$0] } }
}

/// Under which address requests are counted together: an IPv4 address (also where a socket for both writes it as IPv6),
/// or the /64 of an IPv6 address, which is the least that one customer is given.
struct AddressKey: Hashable {
    private let text: String

    init(_ address: SocketAddress?) {
        let whole = address?.ipAddress ?? ""
        if whole.contains(".") {
            text = String(whole.drop { $0 == ":" }.split(separator: ":").last ?? "")
        } else {
            text = Self.network(of: whole)
        }
    }

    /// One terminal, wherever it stands.
    init(kiosk token: String) {
        text = "kiosk " + token
    }

    /// The first four of the eight groups, with those that `::` leaves out (RFC 5952).
    private static func network(of address: String) -> String {
        let halves = address.split(separator: ":", omittingEmptySubsequences: false)
        let head = halves.prefix { !$0.isEmpty }
        return (head + Array(repeating: "0", count: 4)).prefix(4).joined(separator: ":")
    }
}
