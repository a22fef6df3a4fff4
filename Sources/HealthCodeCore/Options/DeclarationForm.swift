/// What people declare in a place, and who declares when.
public struct DeclarationForm: Hashable, Sendable {
    /// Who declares, in the order in which the form offers it (WH-01).
    public var declarers: [Declarer]
    /// What is asked, in the order of the form.
    public var questions: [Question]
    /// The sentence that the applicant affirms: what a false declaration means here (JZ-04, HU-13); nil for the service's own.
    public var liability: LocalizedText?

    /// Makes a form, by default the service's own: every kind of declarer and every question.
    public init(
        declarers: [Declarer] = Declarer.standard, questions: [Question] = Question.standard,
        liability: LocalizedText? = nil
    ) {
        self.declarers = declarers
        self.questions = questions
        self.liability = liability
    }

    /// A kind of declarer, and what is asked of it (WH-01).
    public struct Declarer: Hashable, Sendable {
        /// The kinds. The raw values are those of the interface and of packs.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// Who stayed in the place all the time.
            case staying
            /// A resident who comes back.
            case returning
            /// Who is no resident and comes.
            case arriving
        }

        /// Whether the date of arrival is asked for.
        public enum Arrival: String, Hashable, Sendable, CaseIterable {
            case no
            case optional
            /// People with no firm date need not declare (WH-01).
            case required
        }

        public var kind: Kind
        public var arrival: Arrival
        /// Whether the arrival may still lie ahead; else it has happened.
        public var ahead: Bool
        /// Who is meant, and when they declare; nil for the service's own wording.
        public var who: LocalizedText?

        /// Makes a kind of declarer.
        public init(_ kind: Kind, arrival: Arrival = .no, ahead: Bool = true, who: LocalizedText? = nil) {
            self.kind = kind
            self.arrival = arrival
            self.ahead = ahead
            self.who = who
        }

        /// All kinds; an arrival may be named ahead, and need not.
        public static let standard = [
            Declarer(.staying), Declarer(.returning, arrival: .optional), Declarer(.arriving, arrival: .optional),
        ]
    }

    /// One question of the form.
    public struct Question: Hashable, Sendable {
        /// What can be asked.
        public enum Subject: String, Hashable, Sendable, CaseIterable {
            case symptoms, diagnosis, contact, temperature, stays
        }

        public var subject: Subject
        /// Of `symptoms`: which are offered, in the order of `Symptoms.named`.
        public var symptoms: Symptoms
        /// The question as the person reads it; nil for the service's own wording.
        public var wording: LocalizedText?
        /// What helps to answer it, such as how people with chronic symptoms do (HZ-14).
        public var help: LocalizedText?

        /// Makes a question.
        public init(
            _ subject: Subject, symptoms: Symptoms = .all, wording: LocalizedText? = nil, help: LocalizedText? = nil
        ) {
            self.subject = subject
            self.symptoms = symptoms
            self.wording = wording
            self.help = help
        }

        /// Every question, in the service's own wording.
        public static let standard = Subject.allCases.map { Question($0) }
    }

    /// The question on a subject; nil where it is not asked.
    public func question(on subject: Question.Subject) -> Question? {
        questions.first { $0.subject == subject }
    }

    /// What is asked of a kind of declarer; nil where this kind does not declare here.
    public func declarer(_ kind: Declarer.Kind) -> Declarer? {
        declarers.first { $0.kind == kind }
    }
}
