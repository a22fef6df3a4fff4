import FoundationEssentials
import HealthCodePacks
import Testing

@Suite("The schemas for editors")
struct SchemaTests {
    private func committed(_ name: String) throws -> String {
        let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
        let data = try Data(contentsOf: URL(filePath: "\(root)/Jurisdictions/\(name)"))
        return String(decoding: data, as: UTF8.self)
    }

    @Test("The schemas beside the packs are those of the words that the reader knows: healthcode policy schema")
    func current() throws {
        #expect(try committed("pack.schema.json") == Schemas.pack)
        #expect(try committed("scenarios.schema.json") == Schemas.scenarios)
    }

    @Test("They are JSON, and every word in them has a shape")
    func shapes() throws {
        for schema in [Schemas.pack, Schemas.scenarios] {
            #expect(throws: Never.self) { try JSONDecoder().decode(AnyJSON.self, from: Data(schema.utf8)) }
            #expect(!schema.contains(": {}"))
        }
    }

    @Test("Every file of this repository names its schema in its first lines, where editors look for it")
    func named() throws {
        for file in ["hubei/2020-04-01/pack.yaml", "hubei/2020-04-01/scenarios.yaml"] {
            let name = file.hasSuffix("pack.yaml") ? "pack" : "scenarios"
            let text = try committed(file)
            #expect(text.hasPrefix("# yaml-language-server: $schema=../../\(name).schema.json\n"))
        }
    }
}

/// Anything that is JSON.
private struct AnyJSON: Decodable {
    init(from decoder: any Decoder) throws {
        if let object = try? decoder.singleValueContainer().decode([String: AnyJSON].self) {
            _ = object
        } else if let array = try? decoder.singleValueContainer().decode([AnyJSON].self) {
            _ = array
        } else if (try? decoder.singleValueContainer().decode(String.self)) == nil,
            (try? decoder.singleValueContainer().decode(Bool.self)) == nil
        {
            _ = try decoder.singleValueContainer().decode(Double.self)
        }
    }
}
