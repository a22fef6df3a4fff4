import HealthCodeCore
import HealthCodeService
import Hummingbird

extension API {
    func addRecords(to routes: RouterGroup<SourceContext>) {
        routes.post { request, context in
            if let length = request.contentLength, length > BodyLimit.records {
                throw Problem(.bodyTooLarge, parameters: ["limit": String(BodyLimit.records)])
            }
            if request.hasMediaType("application/x-ndjson") {
                // Not on the threads that answer everybody else: to read thousands of records takes a while.
                return try await imports.pass {
                    try await withTaskExecutorPreference(globalConcurrentExecutor) {
                        try await receiveLines(of: request, from: context.source)
                    }
                }
            }
            guard request.headers[.contentType] == nil || request.hasMediaType("application/json") else {
                throw Problem(
                    .unsupportedMediaType, parameters: ["types": "application/json, application/x-ndjson"])
            }
            let body = try await request.body.collect(upTo: HealthCode.maximumRecordBytes)
            return try await receiveOne(Array(body.readableBytesView), from: context.source, in: request.language)
        }
    }

    /// Takes one record; a refusal is the response's problem.
    private func receiveOne(_ record: [UInt8], from source: Source, in language: Language) async throws -> Response {
        guard let answer = try await healthCode.receive([record], from: source).first else {
            throw Problem(.unavailable)
        }
        if case .refused(let problem) = answer.outcome { throw problem }
        return Response.json { json in json.object { $0.members(of: answer, in: language) } }
    }

    /// Takes records as they come, some hundreds at a time, and answers each with a line, in order, when all have been
    /// read: a client that sends everything before it reads would otherwise wait for us, and we for it.
    private func receiveLines(of request: Request, from source: Source) async throws -> Response {
        var intake = RecordIntake(healthCode: healthCode, source: source, language: request.language)
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

/// The records of one delivery on their way in, and the answers on their way out.
private struct RecordIntake {
    /// How many records are handed on at once, in one transaction.
    private static let batch = 512
    /// How many lines one delivery may have, so that the answers stay within some tens of megabytes.
    private static let maximumLines = 100_000

    private let healthCode: HealthCode
    private let source: Source
    private let language: Language
    private var waiting: [(number: Int, text: [UInt8])] = []
    private var answers = JSONWriter(capacity: 65_536)
    private var (lines, bytes) = (0, 0)
    /// The number of the last line that was looked at.
    private var last = 0
    private var isFull = false

    init(healthCode: HealthCode, source: Source, language: Language) {
        self.healthCode = healthCode
        self.source = source
        self.language = language
    }

    /// Takes some lines; false where the delivery is over its limit, and nothing more is taken.
    mutating func take(_ new: [Lines.Line], bytes count: Int) async throws -> Bool {
        bytes += count
        for line in new {
            lines += 1
            guard !isFull, bytes <= BodyLimit.records, lines <= Self.maximumLines else { return try await refuseRest() }
            last = line.number
            if let text = line.text {
                waiting.append((line.number, text))
            } else {
                try await handOn()
                refuse(line.number, limit: HealthCode.maximumRecordBytes)
            }
            if waiting.count >= Self.batch { try await handOn() }
        }
        guard bytes <= BodyLimit.records else { return try await refuseRest() }
        return true
    }

    mutating func finish() async throws -> ByteBuffer {
        try await handOn()
        return answers.buffer
    }

    private mutating func handOn() async throws {
        guard !waiting.isEmpty else { return }
        let given = try await healthCode.receive(waiting.map(\.text), from: source)
        for (line, answer) in zip(waiting, given) { write(answer, to: line.number) }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Answers what is over the limit with one line that names no record.
    private mutating func refuseRest() async throws -> Bool {
        guard !isFull else { return false }
        isFull = true
        try await handOn()
        refuse(last + 1, limit: BodyLimit.records)
        return false
    }

    private mutating func refuse(_ line: Int, limit: Int) {
        let problem = Problem(.bodyTooLarge, parameters: ["limit": String(limit)])
        write(RecordAnswer(id: nil, outcome: .refused(problem)), to: line)
    }

    /// - Parameter line: the number of the line in the delivery; what a problem says of lines counts from there too.
    private mutating func write(_ answer: RecordAnswer, to line: Int) {
        var answer = answer
        if case .refused(var problem) = answer.outcome, problem.parameters["line"] != nil {
            problem.parameters["line"] = String(line)
            answer.outcome = .refused(problem)
        }
        answers.object { [language] in
            $0.member("line", Int64(line))
            $0.members(of: answer, in: language)
        }
        answers.endLine()
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
