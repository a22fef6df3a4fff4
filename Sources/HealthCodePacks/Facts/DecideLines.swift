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
        lines.withUnsafeBufferPointer { bytes in
            var answers = Answers()
            answers.lines.reserveCapacity(bytes.count)
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                var text = JSONText(bytes, in: start..<end)
                do throws(JSONText.Mistake) {
                    if !text.isAtEnd() { append(try PersonLine(&text), named: text, question, to: &answers.lines) }
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
            return answers
        }
    }

    private func append(
        _ person: PersonLine, named text: JSONText, _ question: Question, to answer: inout [UInt8]
    ) {
        let timeline = timeline(home: person.region, facts: person.facts, asKnown: question.asKnown)
        answer += "{\"person\":".utf8
        answer += text.raw(person.name)
        if let at = question.at {
            let rule = timeline.assignment(at: at)?.rule
            answer += ",\"colour\":\(quoted(rule?.colour.rawValue)),\"rule\":\(quoted(rule?.id))}\n".utf8
            return
        }
        answer += ",\"timeline\":[".utf8
        append(timeline, to: &answer)
        answer += "]}\n".utf8
    }

    /// The stretches of a timeline, neighbours of one rule as one.
    private func append(_ timeline: Timeline, to answer: inout [UInt8]) {
        guard var stretch = timeline.first else { return }
        // Writing an instant is dear, and each but the first is written twice: as an end and as a beginning.
        var from = stretch.interval.from == since ? beginning : stretch.interval.from.rfc3339(in: policy.offset)
        for next in timeline.dropFirst() where next.rule.id != stretch.rule.id {
            let until = next.interval.from.rfc3339(in: policy.offset)
            append(stretch.rule, from: from, until: until, to: &answer)
            answer.append(UInt8(ascii: ","))
            (stretch, from) = (next, until)
        }
        append(stretch.rule, from: from, until: nil, to: &answer)
    }

    private func append(_ rule: Rule, from: String, until: String?, to answer: inout [UInt8]) {
        answer += "{\"from\":\"".utf8
        answer += from.utf8
        if let until {
            answer += "\",\"until\":\"".utf8
            answer += until.utf8
        }
        answer += "\",\"colour\":\"".utf8
        answer += rule.colour.rawValue.utf8
        answer += "\",\"rule\":\"".utf8
        answer += rule.id.utf8
        answer += "\"}".utf8
    }

    private func quoted(_ word: String?) -> String {
        word.map { "\"\($0)\"" } ?? "null"
    }
}
