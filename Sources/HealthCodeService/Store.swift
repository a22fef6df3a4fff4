public import HealthCodeCore

/// Decides what a person's colour is from now on: a pure function that the store runs inside the transaction that
/// changes what is known of them, so that facts and the colour they give are committed together.
public typealias Decide = @Sendable (Subject) -> StoredAssignment

/// What the list of revocations will hold of a printed code: a pure function that the store runs inside the transaction that
/// revokes the code, so that the two are committed together.
public typealias Revoke = @Sendable (PrintedCode) -> [NewRevocation]

/// Where everything is kept. Each verb is one transaction that keeps its invariant; what a verb has answered
/// survives a power cut. Personal data arrives sealed and leaves sealed. A person who was erased is not found again by
/// any verb.
///
/// All of them throw `StoreError`.
public protocol Store: Sendable {
    /// What it can answer without waiting; nil where every question goes to another machine.
    var atOnce: (any StoreAtOnce)? { get }

    // MARK: Accounts, one-time codes, sessions

    /// Keeps a fresh one-time code for a phone, in place of an older one, unless the day's budget is spent.
    func keepOneTimeCode(_ code: OneTimeCode, budget: OneTimeCodeBudget) async throws -> Bool
    /// Tries a one-time code; a right one is used up and opens the session, making the account where none was.
    func redeemOneTimeCode(_ attempt: OneTimeCodeAttempt, opening session: NewSession) async throws
        -> OneTimeCodeOutcome
    /// The session of a token's hash that has not expired, with the standing of its account.
    func session(_ token: Digest32, at now: Instant) async throws -> Session?
    func closeSession(_ token: Digest32) async throws
    /// Moves an account to another phone number, proven by a one-time code sent to it, which is used up. The attempt's
    /// phone is the new one. Every other session of the account than the one kept ends with it: who holds the old phone
    /// is signed out.
    func changePhone(
        of account: AccountID, _ attempt: OneTimeCodeAttempt, keeping session: Digest32?
    ) async throws -> PhoneChange
    /// The account of a phone, made where there was none.
    func account(phone: Digest32, sealed: [UInt8]) async throws -> AccountID

    // MARK: People

    /// Registers a person with first facts (`NewPerson.facts`), and attaches the records that waited for the document.
    /// Throws `secondSelf` for another `self` of an account, as `grant` does.
    func registerPerson(_ person: NewPerson, decide: @escaping Decide) async throws -> RegistrationOutcome
    /// The persons an account may act for.
    func people(of account: AccountID) async throws -> [Person]
    /// One person, where the account may act for them.
    func person(_ id: PersonID, for account: AccountID) async throws -> Person?
    /// One person, where a session that has not expired may act for them: all that showing a code needs, in one read.
    func person(_ id: PersonID, shownTo token: Digest32, at now: Instant) async throws -> Person?
    /// One person, for a check or the system itself; `verified` is left false.
    func person(_ id: PersonID) async throws -> Person?
    /// The person who holds a document; `verified` tells whether any account that acts for them is.
    func person(document: Digest32) async throws -> Person?
    /// Replaces details, counts the correction, and records the facts that follow (a new residence); false, and nothing
    /// changed, where the person has had as many corrections as the limit allows.
    func correctPerson(_ id: PersonID, _ correction: Correction, decide: @escaping Decide) async throws -> Bool
    /// Marks the account's right to see the person's records as verified.
    func verifyPerson(_ id: PersonID, for account: AccountID, at now: Instant) async throws
    /// Lets another account act for a person (two parents; a claim that was proven), or replaces all others. An account
    /// that acts for the person already gets the new relation, and stays verified where it was. Gives the sealed phones
    /// of the accounts that lost the person.
    @discardableResult
    func grant(
        _ account: AccountID, _ relation: Relation, verified: Bool, to person: PersonID, replacingOthers: Bool,
        at now: Instant
    ) async throws -> [[UInt8]]
    /// The accounts that may act for a person, in the order in which they came to.
    func carers(of person: PersonID) async throws -> [Carer]
    /// Ends what one account may do for a person, where another, or itself, may end it (`Carer.mayEnd`); false, and nothing
    /// changed, where it may not. The last one stays.
    func endCare(of account: AccountID, for person: PersonID, by ender: AccountID) async throws -> Bool
    /// Destroys the person's key, name, notes and document hash; anonymous facts and counts remain.
    func erasePerson(_ id: PersonID, at now: Instant) async throws

    // MARK: Facts and colours

    /// What is known of a person, ready for a policy; one sequential read.
    func subject(_ id: PersonID) async throws -> Subject?
    /// The same as it was known earlier.
    func subject(_ id: PersonID, asKnown knowledge: Knowledge) async throws -> Subject?
    /// Adds facts (numbered by the store) with their sealed notes, and decides anew.
    func recordFacts(_ facts: [NewFact], of person: PersonID, decide: @escaping Decide) async throws -> [FactID]
    /// The facts of a person with their sealed notes, newest first, of some kinds.
    func notedFacts(of person: PersonID, kinds: FactKinds) async throws -> [NotedFact]
    /// The colour as last decided; nil for a newcomer (see `Newcomer`).
    func assignment(of person: PersonID) async throws -> StoredAssignment?
    /// People whose next change has come.
    func due(at now: Instant, limit: Int) async throws -> [PersonID]
    /// Decides anew for each and logs the changes; used when time passes, regions change, or policies do. All share one
    /// commit; those who were erased meanwhile are passed over.
    func reassign(_ people: [PersonID], decide: @escaping Decide) async throws
    /// The people, at most so many, whom a rule of a policy has given grey since before an instant: where they live and
    /// since when.
    func waiting(
        under policy: PolicyName, rule: String, since: Instant, limit: Int
    ) async throws -> [(region: RegionCode, since: Instant)]
    /// People after `last` in order, for a whole re-evaluation.
    func people(after last: PersonID?, limit: Int) async throws -> [PersonID]
    /// The log of decisions, oldest first, as they were made; empty for a newcomer.
    func decisions(of person: PersonID) async throws -> [Decision]

    // MARK: Everybody at once, in stretches of their numbers

    /// The person with the greatest number.
    func lastPerson() async throws -> PersonID?
    /// How many newcomers there are of each region; regions without any are left out.
    func newcomers() async throws -> [RegionCode: Int]
    /// Each newcomer, in the order of their numbers.
    func newcomers(in numbers: ClosedRange<Int64>) async throws -> [Newcomer]
    /// Adds up what is known of everybody else, in the order of their numbers, one at a time as they are read.
    func gather<Part: Sendable>(
        _ part: Part, subjects numbers: ClosedRange<Int64>, add: @Sendable (inout Part, PersonID, Subject) -> Void
    ) async throws -> Part
    /// All of these with the colours as last decided.
    func standings(in numbers: ClosedRange<Int64>) async throws -> [Standing]
    /// Keeps what was decided elsewhere, and logs the changes: of the first of them so many, and at least one, as one
    /// commit carries that holds up nobody for long. A power cut may take it back until something else is durable, such as
    /// the note that the work is done (`finishReassessment`); then it has to be done again.
    func keep(_ changes: ArraySlice<Reassignment>) async throws -> Kept

    // MARK: Records of sources

    /// Takes source records, each by itself: all that are accepted are durable when this returns.
    func receive(_ records: [SourceRecord], decide: @escaping Decide) async throws -> [RecordOutcome]
    func addSource(_ source: NewSource) async throws -> SourceID
    func sources() async throws -> [Source]
    /// The source of a key's hash, revoked or not.
    func source(key: Digest32) async throws -> Source?
    func revokeSource(_ id: SourceID, at now: Instant) async throws

    // MARK: Checkpoints

    /// Records a crossing once: the same id again gives the first one back; another id with a used token is refused.
    /// Many passes share one commit, and each is answered after it. Throws `noSuchPerson` for one who was erased.
    func admitPass(_ pass: Pass) async throws -> PassOutcome
    /// The pass of this id, if there is one.
    func pass(_ id: PassID) async throws -> Pass?
    /// Whether a live code was used for a pass.
    func isUsed(token: [UInt8]) async throws -> Bool
    /// Keeps a printed code, revokes every earlier one of its person, and gives its number.
    func addPrintedCode(_ code: NewPrintedCode, revoke: @escaping Revoke) async throws -> Int64
    /// The printed codes of a person, the newest first.
    func printedCodes(of person: PersonID) async throws -> [PrintedCode]
    /// The printed code with this random id, revoked or not.
    func printedCode(token: [UInt8]) async throws -> PrintedCode?
    /// Revokes a printed code; one that is revoked stays so as of the first time.
    func revokePrintedCode(_ number: Int64, at now: Instant, revoke: @escaping Revoke) async throws
    /// The printed codes that were revoked and would be good otherwise.
    func revokedPrintedCodes(at now: Instant) async throws -> [PrintedCode]
    /// Lets a terminal print for others on behalf of a member of staff, until an instant.
    func openKiosk(_ token: Digest32, by staff: StaffID, at now: Instant, until expires: Instant) async throws
    /// On whose behalf the terminal of a token's hash prints; nil where its time is over, it was closed, or the duty ended.
    func kiosk(_ token: Digest32, at now: Instant) async throws -> Staff?
    func closeKiosk(_ token: Digest32, at now: Instant) async throws
    func addPoint(_ point: NewPoint) async throws -> PointID
    func points() async throws -> [Point]
    func point(_ id: PointID) async throws -> Point?
    func revokePoint(_ id: PointID, at now: Instant) async throws
    func addStaff(_ staff: NewStaff) async throws -> StaffID
    func staff() async throws -> [Staff]
    func revokeStaff(_ id: StaffID, at now: Instant) async throws
    /// Notes, for good, what a member of staff did with a person's record.
    func noteStaffAct(_ act: StaffAct) async throws
    /// What staff did, the latest first, at most so many.
    func staffActs(limit: Int) async throws -> [StaffAct]

    // MARK: Revocations

    /// Adds to what is revoked, for good; what is revoked already stays as it is. Gives how many were new.
    func addRevocations(_ revocations: [NewRevocation]) async throws -> Int
    /// The number of the last revocation; 0 where there is none.
    func lastRevocation() async throws -> Int64
    /// The ids of the revocations of these numbers whose codes are not over at an instant, at most so many.
    func revokedIDs(in numbers: ClosedRange<Int64>, goodAt instant: Instant, limit: Int) async throws -> [UInt64]
    /// The ids of the revocations up to a number whose codes were not over at one instant, and were at a later one; at most
    /// so many.
    func endedRevocations(
        through number: Int64, after start: Instant, until end: Instant, limit: Int
    ) async throws -> [UInt64]
    /// Keeps a list that was signed; throws `exists` where there is one of its sequence.
    func keepRevocationList(_ list: KeptRevocationList) async throws
    /// The list of a sequence, or the last one.
    func revocationList(_ sequence: UInt64?) async throws -> KeptRevocationList?

    // MARK: Certificates of other places

    /// Keeps a certificate with the fact that it puts on record, and decides anew; nil, with nothing kept, where the same
    /// one counts for anybody already.
    func addCertificate(_ certificate: NewCertificate, decide: @escaping Decide) async throws -> KeptCertificate?
    /// The certificates of a person, the latest first, with those that were withdrawn.
    func certificates(of person: PersonID) async throws -> [KeptCertificate]
    /// The certificates of anybody that count, in the order of their numbers, after one of them.
    func standingCertificates(after number: Int64, limit: Int) async throws -> [KeptCertificate]
    /// Withdraws a certificate, forgets what it says, takes back what it put on record, and decides anew. One that was
    /// withdrawn stays so.
    func withdrawCertificate(
        _ number: Int64, because reason: KeptCertificate.Withdrawal, at now: Instant, decide: @escaping Decide
    ) async throws

    // MARK: Regions and policies

    /// Adds or renames regions; gives the number of those that changed.
    func importRegions(_ regions: [Region]) async throws -> Int
    func region(_ code: RegionCode) async throws -> Region?
    /// The names of regions and of sources, for those who read them; of what it does not know there is none.
    func names(of regions: Set<RegionCode>, sources: Set<SourceID>) async throws -> Names
    /// The regions directly under one, or the provinces.
    func regions(under parent: RegionCode?) async throws -> [Region]
    /// Takes notices about regions and their retractions, all in one transaction, and notes which people have to be
    /// decided anew for it.
    func receiveNotices(_ notices: [NewNotice]) async throws -> [RecordOutcome]
    /// The notices that stand, in the order in which they became known.
    func notices() async throws -> [RegionNotice]
    /// All notices ever taken, in that order.
    func keptNotices() async throws -> [KeptNotice]
    /// Keeps a pack as it was published, and notes that everyone in its region has to be decided anew; the same bytes
    /// again change nothing. False, with nothing changed, where other bytes were published under this name: what was
    /// published stays as it was.
    func publishPack(_ pack: PublishedPack) async throws -> Bool
    /// In the order of their publication.
    func packs() async throws -> [PublishedPack]

    // MARK: Whom a change concerns

    /// Who has to do with a region or any under it, in order, after one of them. A person may come more than once, with
    /// different regions; those who were erased may be among them.
    func concerned(by region: RegionCode, after last: Whereabout?, limit: Int) async throws -> [Whereabout]
    /// How many people have to do with any of the regions.
    func countConcerned(by regions: [RegionCode]) async throws -> Int
    /// Takes up the oldest piece of work that is not done and that nobody else holds at this instant, and holds it
    /// until then. Nobody holds anything for longer than a minute.
    func takeReassessment(at now: Instant, until: Instant) async throws -> Reassessment?
    /// Notes how far a piece of work has got, and goes on holding it.
    func noteReassessment(_ number: Int64, reached: Whereabout, until: Instant) async throws
    func finishReassessment(_ number: Int64, at now: Instant) async throws
    /// How many pieces of work are not done.
    func openReassessments() async throws -> Int

    // MARK: Other installations

    func addPeer(_ peer: NewPeer) async throws -> PeerID
    func peers() async throws -> [Peer]
    func revokePeer(_ id: PeerID, at now: Instant) async throws
    /// Replaces the keys of a peer by those that it signed.
    func keepKeys(_ jwks: String, of peer: PeerID, at now: Instant) async throws
    /// Notes that a message came; false where one of this id came before. The notes are only ever added, and tell who asked
    /// what and when, but not of whom.
    func receiveExchange(_ id: [UInt8], of exchange: String, from peer: PeerID, at now: Instant) async throws -> Bool

    // MARK: Proposals

    /// Keeps a proposed pack; nil, and nothing kept, where a pack of its version is published already.
    func propose(_ proposal: NewProposal) async throws -> ProposalID?
    /// Attaches a simulation, numbered by the store; approvals of earlier ones no longer count.
    func attach(_ simulation: AttachedSimulation, to proposal: ProposalID) async throws
    /// Notes that a simulation of an open proposal is wanted; nothing where one is under way, or the proposal has ended.
    func askForSimulation(of proposal: ProposalID, at now: Instant) async throws
    /// Takes the first simulation that waits, where none is running; it is running then.
    func beginSimulation() async throws -> SimulationRun?
    /// Ends a running simulation and attaches what came of it; nothing where it is not running any more.
    func endSimulation(
        _ number: Int64, _ state: SimulationRun.State, at now: Instant, attaching simulation: AttachedSimulation?
    ) async throws
    /// Notes of what is running that it was cut off.
    func interruptSimulations(at now: Instant) async throws
    /// Keeps an approval, and with the last one needed publishes the pack, unless something stands against it.
    func approve(_ approval: Approval) async throws -> ApprovalOutcome
    /// Ends an open proposal; false, and nothing done, where it has ended.
    func decline(_ id: ProposalID, by staff: StaffID, because reason: String, at now: Instant) async throws -> Bool
    /// The same by its proposer; false also where another asks.
    func withdraw(_ id: ProposalID, by staff: StaffID, because reason: String, at now: Instant) async throws -> Bool
    /// All proposals, the latest first.
    func proposals() async throws -> [Proposal]
    func proposal(_ id: ProposalID) async throws -> Proposal?

    // MARK: The population register

    /// Adds or replaces entries of the local population register; gives the number of entries taken.
    func importIdentities(_ entries: [IdentityEntry]) async throws -> Int
    func identity(document: Digest32) async throws -> IdentityEntry?
    /// Whether the register holds anything at all.
    func hasIdentities() async throws -> Bool

    // MARK: The whole

    /// A small value kept under a name, such as the check of the master key; nil where there is none.
    func note(_ name: String) async throws -> [UInt8]?
    func keepNote(_ name: String, _ value: [UInt8]) async throws

    /// Figures for `/metrics` and the command line; no personal data. Newcomers are among the people and not among the
    /// colours.
    func census() async throws -> Census
    /// Copies everything into one new file while others read and write.
    func backup(to path: String) async throws
}
