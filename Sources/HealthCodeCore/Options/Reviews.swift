/// How appeals are reviewed: by whom, one after the other, and within how many working days (HB-06, HZ-01).
public struct Reviews: Hashable, Sendable {
    /// One level of review.
    public struct Level: Hashable, Sendable {
        /// Whose administrators review: those of the person's region at this level of the tree.
        public var by: RegionCode.Level
        /// Answered within so many working days; nil where there is no limit.
        public var workingDays: Int64?

        /// Makes a level.
        public init(by: RegionCode.Level, workingDays: Int64?) {
            self.by = by
            self.workingDays = workingDays
        }
    }

    /// The colours against which a person may appeal.
    public var colours: Set<Colour>
    /// The levels in order; the code converts after the last has approved.
    public var levels: [Level]
    /// Days of the week on which nobody works are Saturday and Sunday; these are days off besides.
    public var holidays: Set<CivilDate>
    /// Saturdays and Sundays on which people work all the same.
    public var workdays: Set<CivilDate>

    /// Makes the reviews of a place.
    public init(
        colours: Set<Colour> = [.red, .yellow], levels: [Level], holidays: Set<CivilDate> = [],
        workdays: Set<CivilDate> = []
    ) {
        self.colours = colours
        self.levels = levels
        self.holidays = holidays
        self.workdays = workdays
    }

    /// Whether people work on a day.
    public func isWorkday(_ day: CivilDate) -> Bool {
        workdays.contains(day) || !(day.isWeekend || holidays.contains(day))
    }

    /// The midnight that ends the last of so many working days after the day on which something was handed in; that day
    /// itself does not count.
    public func deadline(for workingDays: Int64, from instant: Instant, in offset: UTCOffset) -> Instant {
        var day = CivilDate(of: instant, in: offset)
        var left = workingDays
        // A thousand days without a working day among them are no calendar of any place.
        var patience = 1_000
        while left > 0, patience > 0 {
            day = day.advanced(byDays: 1)
            patience -= 1
            guard isWorkday(day) else { continue }
            left -= 1
            patience = 1_000
        }
        return day.advanced(byDays: 1).midnight(in: offset)
    }
}

extension CivilDate {
    /// Whether it is a Saturday or a Sunday. 1970-01-01 was a Thursday.
    var isWeekend: Bool {
        let weekday = daysSinceEpoch - 7 * floorDivide(daysSinceEpoch, 7)
        return weekday == 2 || weekday == 3
    }
}
