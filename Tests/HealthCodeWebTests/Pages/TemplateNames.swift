import HealthCodeCore

@testable import HealthCodeWeb

/// Walks a page's template with the page in hand and notes each name that no property answers to. A property that is
/// nil is there; one that is misspelt is not.
struct TemplateNames {
    let templates: [String: String]

    private indirect enum Node {
        case name(String)
        case section(String, [Node])
        case partial(String)
        case dynamicPartial(String)
    }

    /// The names that the page's template asks for in vain.
    func missing(in page: any Page) -> Set<String> {
        var missing: Set<String> = []
        walk(parse(type(of: page).template), [page], &missing)
        return missing
    }

    private func walk(_ nodes: [Node], _ stack: [Any], _ missing: inout Set<String>) {
        for node in nodes {
            switch node {
            case .name(let name): if !isThere(name, stack) { missing.insert(name) }
            case .partial(let name): walk(parse(name), stack, &missing)
            case .dynamicPartial(let name):
                guard let icon = value(name, stack) as? String else {
                    missing.insert(">" + name)
                    continue
                }
                if templates[icon] == nil { missing.insert("template " + icon) }
            case .section(let name, let inside):
                guard isThere(name, stack) else {
                    missing.insert("#" + name)
                    continue
                }
                guard let value = value(name, stack) else { continue }
                if value is Bool {
                    walk(inside, stack, &missing)
                } else if let items = value as? [Any] {
                    for item in items { walk(inside, stack + [item], &missing) }
                } else {
                    walk(inside, stack + [value], &missing)
                }
            }
        }
    }

    private func isThere(_ name: String, _ stack: [Any]) -> Bool {
        // The words and the frame have tests of their own.
        if name == "." || name.hasPrefix("t.") || name.hasPrefix("frame.") { return true }
        return find(name, stack) != nil
    }

    private func value(_ name: String, _ stack: [Any]) -> Any? {
        name == "." ? stack.last : find(name, stack).flatMap { $0 }
    }

    /// Nil where there is no such property; an empty optional where there is one without a value.
    private func find(_ name: String, _ stack: [Any]) -> Any?? {
        let parts = name.split(separator: ".").map(String.init)
        let places = name.hasPrefix(".") ? Array(stack.suffix(1)) : stack.reversed()
        for place in places {
            guard var found = property(parts[0], of: place) else { continue }
            for part in parts.dropFirst() {
                guard let value = found else { return .some(nil) }
                guard let next = property(part, of: value) else { return nil }
                found = next
            }
            return found
        }
        return nil
    }

    private func property(_ name: String, of value: Any) -> Any?? {
        guard let child = Mirror(reflecting: value).children.first(where: { $0.label == name }) else { return nil }
        let mirror = Mirror(reflecting: child.value)
        return mirror.displayStyle == .optional ? .some(mirror.children.first?.value) : .some(child.value)
    }

    /// The tags of a template, those of the layout's blocks in their place.
    private func parse(_ template: String) -> [Node] {
        var tags = (templates[template] ?? "").matches(
            of: #/\{\{\{?\s*([#^\/>&<$]?\*?)\s*([A-Za-z0-9_.\/*-]+)\s*\}?\}\}/#
        )
        .map { (sigil: String($0.output.1), name: String($0.output.2)) }[...]
        return nodes(&tags)
    }

    private func nodes(_ tags: inout ArraySlice<(sigil: String, name: String)>) -> [Node] {
        var nodes: [Node] = []
        while let tag = tags.popFirst() {
            switch tag.sigil {
            case "/": return nodes
            case "#": nodes.append(.section(tag.name, self.nodes(&tags)))
            case "^":
                nodes.append(.name(tag.name))
                nodes += self.nodes(&tags)
            case "<", "$": nodes += self.nodes(&tags)
            case ">":
                nodes.append(
                    tag.name.hasPrefix("*") ? .dynamicPartial(String(tag.name.dropFirst())) : .partial(tag.name))
            case ">*": nodes.append(.dynamicPartial(tag.name))
            default: nodes.append(.name(tag.name))
            }
        }
        return nodes
    }
}
