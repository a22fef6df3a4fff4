import ArgumentParser

/// `healthcode serve`: the server of an installation.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves an installation; makes it first, where the directory is empty.",
        discussion: """
            The first line on standard output is `listening on http://HOST:PORT`. On SIGTERM what is in flight is \
            answered and new connections are refused. `healthcode config` lists all settings.
            """)

    @OptionGroup var data: DataOption
    @OptionGroup var flags: SettingFlags

    func run() async throws {
        try await Server.serve(data.directory, flags: flags.given)
    }
}
