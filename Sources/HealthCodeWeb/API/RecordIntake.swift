import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Hummingbird
import NIOCore

/// The records of one delivery on their way in, and the answers on their way out.
struct RecordIntake {
    /// How many records are handed on at once, in one transaction.
    private static let batch = 512
    /// How many lines one delivery may have, so that the answers stay within some tens of megabytes.
    private static let maximumLines = 100_000

    /// Takes records, each the bytes of one JSON object, and answers them in order.
    typealias Receive = @Sendable ([[UInt8]]) async throws -> [RecordAnswer]

    private let receive: Receive
    private let language: Language
    private var table: TableReader?
    private var waiting: [(number: Int, text: [UInt8])] = []
    private var answers = JSONWriter(capacity: 65_536)
    private var (lines, bytes) = (0, 0)
    /// The number of the last line that was looked at.
    private var last = 0
    private var isFull = false

    /// - Parameter isTable: whether the lines are CSV, the first of which names the columns.
    init(language: Language, isTable: Bool, receive: @escaping Receive) {
        self.receive = receive
        self.language = language
        table = isTable ? TableReader() : nil
    }

    /// Takes some lines; false where the delivery is over its limit, and nothing more is taken.
    mutating func take(_ new: [Lines.Line], bytes count: Int) async throws -> Bool {
        bytes += count
        for line in new {
            lines += 1
            guard !isFull, bytes <= BodyLimit.records, lines <= Self.maximumLines else { return try await refuseRest() }
            last = line.number
            if let text = line.text {
                if let object = table == nil ? text : table?.object(text) { waiting.append((line.number, object)) }
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
        let given = try await receive(waiting.map(\.text))
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

/// Reads the lines of a CSV table as JSON objects of texts. No cell holds a comma: ids, codes, words and instants.
struct TableReader {
    private var columns: [String]?

    /// The object of a line; nil of the first, which names the columns, and of a remark.
    mutating func object(_ line: [UInt8]) -> [UInt8]? {
        let cells = String(decoding: line, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
        if cells.first?.hasPrefix("#") ?? true { return nil }
        guard let columns else {
            columns = cells
            return nil
        }
        let members = zip(columns, cells).filter { !$1.isEmpty }.map { JSON.Member($0, .string($1)) }
        return Array(JSON.object(members).text.utf8)
    }
}
