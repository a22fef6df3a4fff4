import FuzzedDecoders
import Testing

@Suite("What decoders do with bytes nobody vouches for")
struct CorpusTests {
    @Test("Every input in the corpus is taken or refused as it should be", arguments: Decoder.all.map(\.name))
    func corpus(name: String) throws {
        let decoder = try #require(Decoder.named(name))
        let inputs = Corpus.inputs(of: name)
        #expect(!inputs.isEmpty, "Fuzzing/Corpus/\(name) has no input")
        for input in inputs { #expect(decoder.take(input.bytes) == nil, "\(name)/\(input.name)") }
    }

    @Test("Changed inputs never pass for something else, and are all survived", arguments: Decoder.all.map(\.name))
    func mutations(name: String) throws {
        let decoder = try #require(Decoder.named(name))
        var mutations = Mutations(of: Corpus.inputs(of: name).map(\.bytes), words: decoder.words, seed: 20_200_211)
        for _ in 0..<300 {
            let input = mutations.next()
            #expect(decoder.take(input) == nil, "\(input)")
        }
    }

    @Test("The changes are the same in every run with the same seed")
    func deterministic() {
        var (one, other) = (
            Mutations(of: [[1, 2, 3]], words: ["a"], seed: 5), Mutations(of: [[1, 2, 3]], words: ["a"], seed: 5)
        )
        #expect((0..<50).allSatisfy { _ in one.next() == other.next() })
    }
}
