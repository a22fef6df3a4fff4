import HealthCodeCore
import Yams

extension Reader {
    /// Who declares when, what is asked, and what is affirmed.
    mutating func readDeclaration(_ node: Node, into form: inout DeclarationForm) {
        guard let fields = fields(node, of: "'declaration'", words: OptionWords.declaration) else { return }
        if let node = fields["who"] {
            form.declarers = entries(node, of: "who") { $0.declarer($1) }
            refuseTwice(form.declarers.map(\.kind.rawValue), at: node)
        }
        if let node = fields["asks"] {
            form.questions = entries(node, of: "asks") { $0.question($1) }
            refuseTwice(form.questions.map(\.subject.rawValue), at: node)
        }
        form.liability = fields["affirms"].flatMap { localized($0, of: "affirms") }
    }

    /// A kind of declarer: its name alone, or with what is asked of it.
    private mutating func declarer(_ node: Node) -> DeclarationForm.Declarer? {
        if node.mapping == nil {
            return word(node, of: "kind of declarer", among: OptionWords.declarers).map { DeclarationForm.Declarer($0) }
        }
        guard let fields = fields(node, of: "an entry of 'who'", words: OptionWords.declarer) else { return nil }
        let kind = required("kind", in: fields).flatMap {
            word($0, of: "kind of declarer", among: OptionWords.declarers)
        }
        guard let kind else { return nil }
        var declarer = DeclarationForm.Declarer(kind)
        if let node = fields["arrival"], let arrival = word(node, of: "'arrival'", among: OptionWords.arrivals) {
            declarer.arrival = arrival
        }
        if let node = fields["ahead"], let ahead = truth(node, of: "ahead") {
            if declarer.arrival == .no {
                note("'ahead' needs an 'arrival' that is asked for", zh: "“ahead”要和需要填写的“arrival”一起用", at: node)
            }
            declarer.ahead = ahead
        }
        declarer.who = fields["says"].flatMap { localized($0, of: "says") }
        return declarer
    }

    /// A question: its subject alone, or with its choices and wording.
    private mutating func question(_ node: Node) -> DeclarationForm.Question? {
        if node.mapping == nil {
            return word(node, of: "question", among: OptionWords.questions).map { DeclarationForm.Question($0) }
        }
        guard let fields = fields(node, of: "an entry of 'asks'", words: OptionWords.question) else { return nil }
        let subject = required("question", in: fields).flatMap {
            word($0, of: "question", among: OptionWords.questions)
        }
        guard let subject else { return nil }
        var question = DeclarationForm.Question(subject)
        if let node = fields["choices"] {
            if subject == .symptoms {
                let choices = words(node, of: "symptom", among: OptionWords.symptoms)
                question.symptoms = choices.reduce(into: Symptoms()) { $0.formUnion($1) }
            } else {
                note("only the question on symptoms has 'choices'", zh: "只有关于症状的问题才有“choices”", at: node)
            }
        }
        question.wording = fields["says"].flatMap { localized($0, of: "says") }
        question.help = fields["help"].flatMap { localized($0, of: "help") }
        return question
    }

    private mutating func refuseTwice(_ names: [String], at node: Node) {
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            note("'\(name)' is in this list twice", zh: "“\(name)”在这个列表里写了两次", at: node)
        }
    }
}
