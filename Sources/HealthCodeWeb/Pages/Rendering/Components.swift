import HealthCodeCore

/// A colour as it is shown: its word and its shape beside it.
struct ColourMark {
    var name: String
    var icon: String
    var word: String

    init(_ colour: Colour, words: Catalogue) {
        name = colour.rawValue
        icon = "icons/\(colour.rawValue)"
        word = words("colours.\(colour.rawValue)")
    }
}

/// A colour and what it means for its holder.
struct ColourMeaning {
    var colour: ColourMark
    var meaning: String

    /// The four, the most common first.
    static func all(words: Catalogue) -> [ColourMeaning] {
        [Colour.green, .yellow, .red, .grey].map {
            ColourMeaning(colour: ColourMark($0, words: words), meaning: words("colours.meaning.\($0.rawValue)"))
        }
    }
}

/// A link with its words.
struct Link {
    var href: String
    var word: String
    var icon = "icons/next"
    /// Whether it is the one most people will want.
    var isFirst = false
}

/// Something said above a form.
struct Notice {
    enum Kind: String {
        case good, warn, bad, info
    }

    var kind: String
    var role: String
    var icon: String
    var title: String?
    var text: String
    var link: Link?

    init(_ kind: Kind, title: String? = nil, _ text: String, link: Link? = nil) {
        self.kind = kind.rawValue
        role = kind == .bad || kind == .warn ? "alert" : "status"
        icon = kind == .bad ? "icons/stop" : "icons/\(kind.rawValue)"
        self.title = title
        self.text = text
        self.link = link
    }
}

/// One line of a form: its label, what was typed, and what is wrong with it.
struct Field {
    /// The input's id and name.
    var id: String
    var label: String
    var value: String
    var hint: String?
    var error: String?
    var type = "text"
    /// The keyboard that a phone should show.
    var mode: String?
    var autocomplete: String?
    var limit: Int?
    var isOptional = false
    var shape = ""
    /// Whether typing may begin here at once.
    var hasFocus = false
    /// The ids of the hint and the error, for screen readers.
    var describedBy: String?

    init(
        _ id: String, label: String, value: String, hint: String? = nil, error: String? = nil, type: String = "text",
        mode: String? = nil, autocomplete: String? = nil, limit: Int? = nil, isOptional: Bool = false,
        shape: String = ""
    ) {
        self.id = id
        self.label = label
        self.value = value
        self.hint = hint
        self.error = error
        self.type = type
        self.mode = mode
        self.autocomplete = autocomplete
        self.limit = limit
        self.isOptional = isOptional
        self.shape = shape
        let described = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap { $0 }
        describedBy = described.isEmpty ? nil : described.joined(separator: " ")
    }
}

/// One of several answers.
struct Choice {
    var value: String
    var label: String
    var hint: String?
    var isChosen: Bool
    /// Whether it takes the whole width: *none of these*.
    var isWhole = false
    // Set by the question it belongs to.
    var id = ""
    var name = ""
    var type = "radio"
    var isRequired = false
}

/// A question with answers to choose from.
struct Question {
    enum Kind: String {
        /// One answer.
        case radio
        /// Any number.
        case checkbox
    }

    var id: String
    var title: String
    var label: String
    var number: String?
    var hint: String?
    var error: String?
    var choices: [Choice]
    /// The arrangement: empty, `two` or `many`.
    var shape: String
    /// Whether it asks for a promise rather than for an answer.
    var isPromise: Bool

    init(
        _ id: String, _ title: String, kind: Kind, number: Int? = nil, hint: String? = nil, error: String? = nil,
        choices: [Choice], shape: String = "", isPromise: Bool = false, isRequired: Bool = false
    ) {
        self.id = id
        self.title = title
        label = title
        self.number = number.map(String.init)
        self.hint = hint
        self.error = error
        self.shape = shape
        self.isPromise = isPromise
        self.choices = choices.map { choice in
            var choice = choice
            choice.id = "\(id)-\(choice.value)"
            choice.name = id
            choice.type = kind.rawValue
            choice.isRequired = isRequired
            return choice
        }
    }
}

/// The way from a province down to a county or a street, a level at a time, each from the one above; works without
/// scripts by sending the form once per level.
struct RegionPicker {
    struct Step {
        var name: String
        var label: String
        var prompt: String
        var options: [Option]
    }

    struct Option {
        var code: String
        var name: String
        var isChosen: Bool
    }

    /// The base of the names of its inputs.
    var id: String
    var label: String
    var hint: String?
    var error: String?
    var steps: [Step]
    /// Whether a level below the last one may follow.
    var hasMore: Bool
}

/// The way back to where the reader came from.
struct Back {
    var href: String
    var word: String
}
