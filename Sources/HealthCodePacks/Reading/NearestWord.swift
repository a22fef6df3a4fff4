/// The word among these that someone most likely meant by another, or nil where none is near.
///
/// Near is: at most a third of the letters (but always one) inserted, left out, exchanged or swapped with a neighbour.
func nearestWord(to word: String, among words: some Sequence<String>) -> String? {
    let reach = max(1, word.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in words {
        let distance = slips(from: Array(word.lowercased()), to: Array(candidate))
        if distance <= reach, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
}

/// How many slips of the finger lie between two words: the optimal string alignment distance.
private func slips(from left: [Character], to right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let same = left[row] == right[column]
            var distance = min(last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                distance = min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}

/// `a, b or c`, as a sentence lists what is allowed.
func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}

/// `red、yellow、green`.
func listedInChinese(_ words: [String]) -> String { words.joined(separator: "、") }
