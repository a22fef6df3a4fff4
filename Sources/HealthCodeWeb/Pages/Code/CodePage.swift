import HealthCodeCore
import HealthCodeService

/// The code: what a checkpoint scans, and why the colour is what it is (HB-13, HZ-12).
struct CodePage: Page {
    static let template = "code"
    static let styles = ["forms", "code"]
    static let modules = ["code"]
    static let shape = "wide"
    var title: String
    var notice: Notice?
    var refresh: Int?
    var others: [FamilyMember]
    var hasOthers: Bool
    var href: String
    // The pane
    var colour: ColourMark
    var qr: String
    var name: String
    var documentKind: String
    var number: String
    var place: String
    var clock: String
    var day: String
    var validUntil: String
    // What the script needs: seconds since 1970, seconds ahead of UTC
    var now: Int64
    var nowText: String
    var expires: Int64
    var offset: Int64
    // The words beside it
    var advice: String
    var reason: String
    var since: String
    var late: Bool
    /// What a colour other than green rests on, as far as the reader may know.
    var grounds: [String]
    var hasGrounds: Bool
    var ends: String?
    var change: Change?
    var hasChange: Bool
    /// What is said where no date is known.
    var noChange: String
    var tests: [Test]
    var hasTests: Bool
    /// Whether records are withheld, because nobody proved whose they are.
    var isUnverified: Bool
    var declareHref: String
    var declareWord: String
    /// Whether the person has declared nothing yet.
    var isUndeclared: Bool
    /// nil where the rules ask for no check-ins.
    var checkInHref: String?
    var timelineHref: String
    var declarationsHref: String
    var detailsHref: String
    var questions: [CodeQuestions.Question]
    var hasQuestions: Bool

    /// A change that time alone brings.
    struct Change {
        var when: String
        var colour: ColourMark
    }

    struct Test {
        var icon: String
        var method: String
        var result: String
        var institution: String
        var sampled: String
        var reported: String
    }

    /// - Parameter qr: the code as SVG, drawn from the view's token.
    init(
        _ view: CodeView, qr: String, family: [PersonView], notice: Notice? = nil,
        questions: [CodeQuestions.Question] = [], grounds: [LocalizedText] = [], words: Catalogue
    ) {
        self.grounds = view.colour == .green ? [] : grounds.map { $0[words.language] }
        hasGrounds = !self.grounds.isEmpty
        self.questions = questions
        hasQuestions = !questions.isEmpty
        let moments = Moments(language: words.language, offset: view.offset)
        let person = view.person
        title = words("code.window", ["name": person.name])
        self.notice = notice
        others = FamilyMember.list(family, current: person.id, words: words)
        hasOthers = family.count > 1
        href = person.path + "/code"
        colour = ColourMark(view.colour, words: words)
        self.qr = qr
        name = person.name
        documentKind = words("documents.\(person.document.kind.rawValue)")
        number = person.document.number
        place = words("code.place", ["place": view.place[words.language]])
        clock = moments.clock(view.now)
        day = moments.day(view.now)
        validUntil = words("code.valid", ["time": moments.clock(view.tokenExpires)])
        now = view.now.seconds
        nowText = view.now.rfc3339(in: view.offset)
        expires = view.tokenExpires.seconds
        offset = view.offset.seconds
        refresh = Int(min(max(view.tokenExpires.seconds - view.now.seconds - 5, 5), 60))
        advice = view.advice[words.language]
        reason = view.reason[words.language]
        since = words("code.since", ["when": moments.moment(view.since)])
        late = view.late
        ends = view.ends?[words.language]
        change = view.next.map {
            Change(
                when: words("code.change", ["when": moments.moment($0.at)]), colour: ColourMark($0.colour, words: words)
            )
        }
        hasChange = view.next != nil
        noChange = words(view.colour == .green ? "code.stays" : "code.no_date")
        tests = view.tests.map { Test($0, moments: moments, words: words) }
        hasTests = !view.tests.isEmpty
        isUnverified = !person.verified
        declareHref = person.path + "/declare"
        declareWord = words(view.hasDeclared ? "code.declare" : "code.declare_now")
        isUndeclared = !view.hasDeclared
        checkInHref = view.checkIns ? person.path + "/check-in" : nil
        timelineHref = person.path + "/timeline"
        declarationsHref = person.path + "/declarations"
        detailsHref = person.path
    }
}

extension CodePage.Test {
    init(_ test: TestView, moments: Moments, words: Catalogue) {
        switch (test.method, test.result) {
        case (.nucleicAcid, .negative): icon = "icons/good"
        case (.nucleicAcid, .positive): icon = "icons/stop"
        // What an antibody says of the present is not plain enough for a sign.
        default: icon = "icons/flask"
        }
        method = words("code.method.\(test.method.name)")
        result = words("code.result.\(test.result.name)")
        institution = test.institution
        sampled = words("code.sampled", ["when": moments.moment(test.sampled)])
        reported = words("code.reported", ["when": moments.moment(test.reported)])
    }
}
