public import HealthCodeCore

extension FileDecisions {
    /// What is asked of each person.
    public struct Question: Hashable, Sendable {
        /// The instant of which the colour is asked; nil for the whole timeline.
        public var at: Instant?
        /// Leaves out what became known after this instant; nil to count everything.
        public var asKnown: Instant?

        /// Makes a question.
        public init(at: Instant? = nil, asKnown: Instant? = nil) {
            self.at = at
            self.asKnown = asKnown
        }
    }

    /// What came of some lines.
    public struct Answers: Sendable {
        /// One JSON object a line, in the order of the people asked for.
        public var lines: [UInt8] = []
        /// How many lines there were, blank ones too.
        public var count = 0
        /// The lines that could not be read; they have no answer.
        public var mistakes: [Mistake] = []
    }

    /// Decides people, one JSON object a line: `{"person","region","facts":[{"kind","from","until"?,…,"known"?}]}`.
    ///
    /// The answer to each is `{"person","timeline":[{"from","until"?,"colour","rule"}]}`, of which neighbours of one
    /// colour and rule are one, or with an instant `{"person","colour","rule"}`. Of a person who has no code then, both
    /// are null.
    /// - Parameters:
    ///   - lines: whole lines in UTF-8; the last need not end in a newline.
    ///   - file: the file's name, for mistakes, and `firstLine` the number of the first of these lines in it.
    public func answers(
        to lines: [UInt8], _ question: Question, file: String = "-", firstLine: Int = 1
    ) -> Answers {
        var answers = Answers()
        answers.lines.reserveCapacity(lines.count)
        // Of most people nothing is known, and all such of one region get the same answer.
        var unknown: [RegionCode: [UInt8]] = [:]
        FileDecisions.eachLine(of: lines, file: file, firstLine: firstLine, in: &answers) { person, text, answers in
            append("{\"person\":", to: &answers.lines)
            answers.lines += text.raw(person.name)
            if !person.facts.isEmpty {
                append(person, question, to: &answers.lines)
            } else if let answer = unknown[person.region] {
                answers.lines += answer
            } else {
                let start = answers.lines.count
                append(person, question, to: &answers.lines)
                unknown[person.region] = Array(answers.lines[start...])
            }
        }
        return answers
    }

    /// Reads the people of some lines and decides nobody, to measure what reading them takes.
    /// - Returns: how many facts they have; the answers have mistakes and no lines.
    public static func read(_ lines: [UInt8]) -> (facts: Int, answers: Answers) {
        var answers = Answers()
        var facts = 0
        eachLine(of: lines, file: "-", firstLine: 1, in: &answers) { person, _, _ in facts += person.facts.count }
        return (facts, answers)
    }

    /// Reads line after line, and notes how many there are and what is wrong with them.
    private static func eachLine(
        of lines: [UInt8], file: String, firstLine: Int, in answers: inout Answers,
        _ body: (PersonLine, JSONText, inout Answers) -> Void
    ) {
        lines.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                var text = JSONText(bytes, in: start..<end)
                do throws(JSONText.Mistake) {
                    if !text.isAtEnd() { body(try PersonLine(&text), text, &answers) }
                } catch {
                    // Columns are counted in characters, so that the second and later bytes of one do not count.
                    let before = bytes[start..<error.position].count { $0 & 0xC0 != 0x80 }
                    let line = firstLine + answers.count
                    answers.mistakes.append(
                        Mistake(file: file, line: line, column: before + 1, message: error.message))
                }
                answers.count += 1
                start = end + 1
            }
        }
    }

    /// What comes of a person: the rest of the line that begins with their name.
    private func append(_ person: PersonLine, _ question: Question, to answer: inout [UInt8]) {
        let timeline = timeline(home: person.region, facts: person.facts, asKnown: question.asKnown)
        if let at = question.at {
            if let assignment = timeline.assignment(at: at) {
                answer += ruleWords[assignment.place.policy][assignment.place.rule]
            } else {
                append(",\"colour\":null,\"rule\":null}", to: &answer)
            }
        } else {
            append(",\"timeline\":[", to: &answer)
            append(timeline, to: &answer)
            append("]}", to: &answer)
        }
        answer.append(UInt8(ascii: "\n"))
    }

    /// The stretches of a timeline, neighbours of one colour and rule as one.
    private func append(_ timeline: Timeline, to answer: inout [UInt8]) {
        guard let first = timeline.first else { return }
        append("{\"from\":\"", words(of: first.interval.from), to: &answer)
        var (policy, rule) = first.place
        for index in timeline.indices.dropFirst() {
            let next = timeline[index]
            // Rules of two policies may say the same.
            guard next.place != (policy, rule),
                ruleWords[next.place.policy][next.place.rule] != ruleWords[policy][rule]
            else { continue }
            let change = words(of: next.interval.from)
            append("\",\"until\":\"", change, to: &answer)
            append("\"", ruleWords[policy][rule], to: &answer)
            append(",{\"from\":\"", change, to: &answer)
            (policy, rule) = next.place
        }
        append("\"", ruleWords[policy][rule], to: &answer)
    }

    private func words(of instant: Instant) -> [UInt8] {
        if instant == since { return beginning }
        var words: [UInt8] = []
        words.reserveCapacity(beginning.count)
        instant.appendRFC3339(in: policy.offset, to: &words)
        return words
    }

    private func append(_ words: StaticString, _ others: [UInt8], to answer: inout [UInt8]) {
        append(words, to: &answer)
        answer += others
    }

    private func append(_ words: StaticString, to answer: inout [UInt8]) {
        words.withUTF8Buffer { answer += $0 }
    }
}
