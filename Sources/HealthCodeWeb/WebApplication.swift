public import HealthCodeService
public import Hummingbird
public import HummingbirdCore
public import Logging

/// How the web side of HealthCode is set up.
public struct WebConfiguration: Sendable {
    /// The name or address to listen on.
    public var host: String
    /// The port to listen on; 0 for any that is free.
    public var port: Int
    /// Whether the server's own connections are encrypted, so that cookies and browsers keep to that.
    public var hasTLS: Bool
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    public var proxies: TrustedProxies
    /// Where the scanner's decoder, which is built at set-up, lies; nil where it was not built.
    public var scannerDirectory: String?

    public init(
        host: String = "127.0.0.1", port: Int, hasTLS: Bool = false, proxies: TrustedProxies = TrustedProxies(),
        scannerDirectory: String? = nil
    ) {
        self.host = host
        self.port = port
        self.hasTLS = hasTLS
        self.proxies = proxies
        self.scannerDirectory = scannerDirectory
    }
}

/// The web side of HealthCode: the API and the pages over one service. The executable and the tests run the same one.
///
/// Run in a `ServiceGroup`, it shuts down gracefully: what is in flight is answered, new connections are refused.
public struct WebApplication: Sendable {
    let healthCode: HealthCode
    let configuration: WebConfiguration
    let logger: Logger
    let table = RouteTable(rows: RouteTable.api + RouteTable.pages)
    private let metrics = Metrics()

    public init(healthCode: HealthCode, configuration: WebConfiguration, logger: Logger) {
        self.healthCode = healthCode
        self.configuration = configuration
        self.logger = logger
    }

    /// The application, to be run as a service.
    ///
    /// Throws where the pages' templates, texts or assets are not in their place.
    ///
    /// - Parameters:
    ///   - server: how connections are spoken to: `connections`, or those with TLS around them.
    ///   - onListening: called once with the port that was bound.
    public func application(
        server: HTTPServerBuilder? = nil,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let port = configuration.port
        return Application(
            router: try router(), server: server ?? connections,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: port), serverName: nil, backlog: 4_096),
            onServerRunning: { await onListening($0.localAddress?.port ?? port) }, logger: logger)
    }

    /// Connections of HTTP/1.1, with the express lane in them.
    public var connections: HTTPServerBuilder {
        let answers = ExpressAnswers(
            healthCode: healthCode, metrics: metrics, logger: logger, proxies: configuration.proxies,
            hasTLS: configuration.hasTLS)
        return HTTPServerBuilder { responder in
            ExpressChannel(responder: responder, answers: answers)
        }
    }

    /// Every route, with what stands around them all.
    func router() throws -> Router<WebContext> {
        let limits = RateLimits()
        let pages = try Pages(healthCode: healthCode, limits: limits, configuration: configuration)
        let router = Router(context: WebContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(
            middleware: Edge(
                table: table, metrics: metrics, proxies: configuration.proxies, hasTLS: configuration.hasTLS,
                problemPage: pages.problemPage))
        API(healthCode: healthCode, limits: limits, proxies: configuration.proxies, metrics: metrics)
            .addRoutes(to: router)
        pages.addRoutes(to: router)
        return router
    }
}
