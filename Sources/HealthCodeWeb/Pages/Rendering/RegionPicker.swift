import HealthCodeCore
import HealthCodeService

/// The levels of the region tree that a form has gone down so far.
struct RegionPath: Sendable {
    /// The regions to choose from at each level, from the provinces down.
    var levels: [[Region]] = []
    /// What was chosen at each level; one fewer than the levels, or as many where nothing lies below.
    var chosen: [Region] = []

    /// Follows what a form chose at `id-1`, `id-2` and so on, as far as it makes sense.
    init(
        _ form: Form, id: String, regions: (RegionCode?) async throws -> [Region]
    ) async throws {
        while levels.count < 5 {
            let options = try await regions(chosen.last?.code)
            if options.isEmpty { return }
            levels.append(options)
            let code = form["\(id)-\(levels.count)"]
            guard let region = options.first(where: { $0.code.description == code }) else { return }
            chosen.append(region)
        }
    }

    /// A path that has not begun; for samples.
    init(levels: [[Region]], chosen: [Region]) {
        self.levels = levels
        self.chosen = chosen
    }

    /// Whether a level below the chosen ones may follow.
    var hasMore: Bool { levels.count > chosen.count }

    /// The deepest region chosen, once it is at least a county; nil above that.
    var code: RegionCode? {
        guard let last = chosen.last else { return nil }
        switch last.level {
        case .country, .province, .prefecture: return hasMore ? nil : last.code
        case .county, .street, .community: return last.code
        }
    }

    /// Whether nothing was chosen at all.
    var isEmpty: Bool { chosen.isEmpty }
}

extension RegionPicker {
    init(
        _ path: RegionPath, id: String, label: String, hint: String?, error: String?, words: Catalogue
    ) {
        self.id = id
        self.label = label
        self.hint = hint
        self.error = error
        hasMore = path.hasMore
        steps = path.levels.enumerated().map { index, options in
            let parent = index == 0 ? nil : path.chosen[index - 1].name
            let chosen = index < path.chosen.count ? path.chosen[index].code : nil
            return Step(
                name: "\(id)-\(index + 1)", label: words("register.region_level", ["number": String(index + 1)]),
                prompt: parent.map { words("register.region_prompt", ["parent": $0]) }
                    ?? words("register.region_prompt_first"),
                options: options.map {
                    Option(code: $0.code.description, name: $0.name, isChosen: $0.code == chosen)
                })
        }
    }
}
