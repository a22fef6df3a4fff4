import HealthCodeCore
import HealthCodeService
import Hummingbird

extension API {
    func addRecords(to routes: RouterGroup<SourceContext>) {
        routes.post { [healthCode] request, context in
            try await take(request, isCSV: false) { try await healthCode.receive($0, from: context.source) }
        }
    }

    /// Risk levels and closed management of regions, in the same ways as records and as CSV besides (HU-08).
    func addRisk(to routes: RouterGroup<SourceContext>) {
        routes.post { [healthCode] request, context in
            let source = context.source
            try healthCode.requireRegionReporting(by: source)
            return try await take(request, isCSV: true) { try await healthCode.receiveNotices($0, from: source) }
        }
    }

    /// Takes one object, or lines of them.
    private func take(
        _ request: Request, isCSV: Bool, _ receive: @escaping RecordIntake.Receive
    ) async throws -> Response {
        if let length = request.contentLength, length > BodyLimit.records {
            throw Problem(.bodyTooLarge, parameters: ["limit": String(BodyLimit.records)])
        }
        let isTable = isCSV && request.hasMediaType("text/csv")
        if isTable || request.hasMediaType("application/x-ndjson") {
            // Not on the threads that answer everybody else: to read thousands of records takes a while.
            return try await imports.pass {
                try await withTaskExecutorPreference(globalConcurrentExecutor) {
                    let intake = RecordIntake(language: request.language, isTable: isTable, receive: receive)
                    return try await lines(of: request, to: intake)
                }
            }
        }
        guard request.headers[.contentType] == nil || request.hasMediaType("application/json") else {
            let types = ["application/json", "application/x-ndjson"] + (isCSV ? ["text/csv"] : [])
            throw Problem(.unsupportedMediaType, parameters: ["types": types.joined(separator: ", ")])
        }
        let body = try await request.body.collect(upTo: HealthCode.maximumRecordBytes)
        return try await one(Array(body.readableBytesView), in: request.language, receive)
    }

    /// Takes one record; a refusal is the response's problem.
    private func one(
        _ record: [UInt8], in language: Language, _ receive: RecordIntake.Receive
    ) async throws -> Response {
        guard let answer = try await receive([record]).first else { throw Problem(.unavailable) }
        if case .refused(let problem) = answer.outcome { throw problem }
        return Response.json { json in json.object { $0.members(of: answer, in: language) } }
    }

    /// Takes records as they come, some hundreds at a time, and answers each with a line, in order, when all have been
    /// read: a client that sends everything before it reads would otherwise wait for us, and we for it.
    private func lines(of request: Request, to intake: RecordIntake) async throws -> Response {
        var intake = intake
        var lines = Lines(maximumLength: HealthCode.maximumRecordBytes)
        for try await part in request.body {
            guard try await intake.take(lines.take(part), bytes: part.readableBytes) else { break }
        }
        if let last = lines.finish() { _ = try await intake.take([last], bytes: 0) }
        return try await Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody(byteBuffer: intake.finish()))
    }
}

extension JSONWriter {
    mutating func members(of answer: RecordAnswer, in language: Language) {
        if let id = answer.id { member("id", id) } else { raw("id", "null") }
        switch answer.outcome {
        case .accepted: member("outcome", "accepted")
        case .waiting: member("outcome", "waiting")
        case .repeated: member("outcome", "repeated")
        case .refused(let problem):
            member("outcome", "refused")
            object("problem") { problem.members(&$0, in: language) }
        }
    }
}
