import HTTPTypes
import Hummingbird

/// What every response tells a browser not to do.
enum SecurityHeaders {
    /// Scripts, styles, pictures and connections of our own only, nothing inline, no frame around us, no form to
    /// elsewhere. The scanner's decoder is WebAssembly, which a browser counts as evaluation; `blob:` and `data:` are
    /// pictures that a person chose and the camera's.
    static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "style-src 'self'",
        "img-src 'self' blob: data:", "media-src 'self' blob:", "connect-src 'self'", "font-src 'self'",
        "manifest-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ].joined(separator: "; ")

    /// For what a browser shows. The referrer stays within the site, so that `Origin` is told to our own forms.
    private static let page = fields([
        ("Content-Security-Policy", contentSecurityPolicy), ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"),
    ])
    /// For what programs read: short, because codes are shown thousands of times a second.
    private static let api = fields([("X-Content-Type-Options", "nosniff")])
    private static let strictTransport = fields([("Strict-Transport-Security", "max-age=31536000")])

    /// Adds the headers. What is not marked otherwise may be kept by no cache: nearly all of it is about a person.
    static func add(to headers: inout HTTPFields, isAPI: Bool, isSecure: Bool) {
        if !headers.contains(.xContentTypeOptions) {
            for field in isAPI ? api : page { headers.append(field) }
        }
        if isSecure { headers.append(contentsOf: strictTransport) }
        if !headers.contains(.cacheControl) { headers.append(HTTPField(name: .cacheControl, value: "no-store")) }
    }

    private static func fields(_ pairs: [(String, String)]) -> [HTTPField] {
        pairs.compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } }
    }
}
