using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>
/// Makes conditions of the keys that have a column. They may let too much through, never too little. One of them, that of the key with the best
/// rank, drives the statement through its index; a planner that knows nothing of the values would often choose another.
/// </summary>
internal sealed class Narrowing
{
    private const int RankOfName = 5;
    private readonly List<NarrowingCondition> _conditions = [];
    private readonly ImmutableDictionary<Tag, MatchKey> _keys;
    private readonly QueryLevel _level;
    private (KeyColumn Column, string[] Uids)? _longList;
    private TextTest? _infix;
    private MatchKey.FuzzyName? _fuzzyName;
    private long[]? _manyPatients;

    /// <summary>The conditions for the keys at a level and above.</summary>
    /// <param name="level">The query level.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="otherPatients">The patients that may be found by another Patient ID; default where Patient ID must not narrow.</param>
    /// <param name="slackDays">By how many days a date may be told otherwise than it is kept.</param>
    public Narrowing(QueryLevel level, IEnumerable<KeyValuePair<Tag, MatchKey>> keys, ImmutableArray<long> otherPatients, int slackDays = 0)
    {
        _keys = keys.ToImmutableDictionary();
        _level = level;
        AddPatientId(otherPatients);
        AddName();
        if (level >= QueryLevel.Study)
        {
            AddUids(Tags.StudyInstanceUID, 2, KeyColumn.StudyUid);
            AddText(Tags.AccessionNumber, 3, KeyColumn.AccessionNumber);
            AddStudyDate(slackDays);
            AddContentOfStudy();
        }

        if (level >= QueryLevel.Series)
        {
            AddUids(Tags.SeriesInstanceUID, 1, KeyColumn.SeriesUid);
            AddText(Tags.Modality, null, KeyColumn.Modality);
        }

        if (level == QueryLevel.Image)
        {
            AddUids(Tags.SOPInstanceUID, 0, KeyColumn.InstanceUid);
            AddUids(Tags.SOPClassUID, null, KeyColumn.SopClassUid);
        }
    }

    /// <summary>Adds the conditions of what may be seen, one of which may drive the statement as well.</summary>
    public void Restrict(CatalogScope scope)
    {
        _conditions.AddRange(new Narrowing(_level, scope.All.Keys, otherPatients: [])._conditions);
        if (_level == QueryLevel.Image && !scope.Sources.IsEmpty)
        {
            string[] sources = [.. scope.Sources.Select(source => source.Value)];
            _conditions.Add(NarrowingCondition.Among(null, KeyColumn.SourceAETitle, sources));
        }
    }

    /// <summary>A part from the middle of a name, where nothing else could drive the statement; null otherwise.</summary>
    public TextTest? InfixOfName => _longList is null && _conditions.All(condition => condition.Rank is null) ? _infix : null;

    /// <summary>Has the statement be driven by patients that were looked up beforehand: all whose names pass <see cref="InfixOfName"/>.</summary>
    public void DriveBy(long[] patients) => _conditions.Add(NarrowingCondition.OfPatients(0, patients));

    /// <summary>A name that is matched fuzzily, where nothing drives the statement better than the patients would that may have it; null otherwise.</summary>
    public MatchKey.FuzzyName? FuzzyName =>
        _longList is null && _fuzzyName is { Anchors.IsEmpty: false } && _conditions.All(condition => condition.Rank is null or > RankOfName) ? _fuzzyName : null;

    /// <summary>How many patients are worth looking up beforehand for <see cref="FuzzyName"/>.</summary>
    public int MostFuzzyPatients => _conditions.Exists(condition => condition.Rank is not null) ? SelectionFilter.MaximumList : FuzzyPatients.Most;

    /// <summary>Has the statements be driven by patients that were looked up beforehand: all whose names may match <see cref="FuzzyName"/>.</summary>
    public void DriveByNames(long[] patients)
    {
        if (patients.Length > SelectionFilter.MaximumList)
        {
            _manyPatients = patients;
        }
        else
        {
            DriveBy(patients);
        }
    }

    /// <summary>The rounds: several where a list of UIDs, or of patients, is longer than one statement bears. No round gives a row that another one gives.</summary>
    public IEnumerable<NarrowedRound> Rounds()
    {
        var driver = _conditions.Where(condition => condition.Rank is not null).MinBy(condition => condition.Rank);
        ImmutableArray<NarrowingCondition> others = [.. _conditions.Where(condition => condition != driver)];
        if (_manyPatients is not null)
        {
            foreach (var chunk in _manyPatients.Chunk(SelectionFilter.MaximumList))
            {
                yield return new(others, NarrowingCondition.OfPatients(0, chunk));
            }

            yield break;
        }

        if (_longList is not var (column, uids))
        {
            yield return new(others, driver);
            yield break;
        }

        others = driver is null ? others : others.Add(driver);
        foreach (var chunk in uids.Chunk(SelectionFilter.MaximumList))
        {
            yield return new(others, NarrowingCondition.Among(0, column, chunk));
        }
    }

    private void AddText(Tag tag, int? rankOfExact, KeyColumn column)
    {
        if (_keys.TryGetValue(tag, out var key) && TextTest.OfText(key) is { } test)
        {
            Add(test, test.Selectivity switch { Selectivity.Exact => rankOfExact, Selectivity.Prefix when rankOfExact is not null => 7, _ => null }, [column]);
        }
    }

    private void AddPatientId(ImmutableArray<long> otherPatients)
    {
        AddText(Tags.PatientID, 4, KeyColumn.PatientId);
        if ((otherPatients.IsDefault || otherPatients.Length > 0) && _conditions is [var byPatientId])
        {
            _conditions.Clear();
            if (!otherPatients.IsDefault)
            {
                _conditions.Add(byPatientId.Or(NarrowingCondition.OfPatients(0, otherPatients)));
            }
        }
    }

    private void AddStudyDate(int slackDays)
    {
        if (_keys.TryGetValue(Tags.StudyDate, out var key) && TextTest.OfDate(key, slackDays) is { } test)
        {
            Add(test, test.Selectivity is Selectivity.Exact or Selectivity.NarrowRange ? 6 : null, [KeyColumn.StudyDate]);
        }
    }

    private void AddName()
    {
        var key = _keys.GetValueOrDefault(Tags.PatientName);
        _fuzzyName = key as MatchKey.FuzzyName;
        if (_fuzzyName is null or { Anchors.IsEmpty: true } && NameTest.Of(_fuzzyName?.Literal ?? key) is var (test, groups))
        {
            _infix = test.Selectivity == Selectivity.None ? test : null;
            Add(test, test.Selectivity switch { Selectivity.Exact => RankOfName, Selectivity.Prefix => 7, _ => null }, groups);
        }
    }

    private void AddContentOfStudy()
    {
        if (_keys.TryGetValue(Tags.ModalitiesInStudy, out var modalities) && TextTest.OfText(modalities) is { } test)
        {
            _conditions.Add(new NarrowingCondition(null, (text, _) => WriteHasModality(text, test)));
        }

        if (_keys.TryGetValue(Tags.SOPClassesInStudy, out var classes) && classes is MatchKey.UidList { Uids.Length: <= SelectionFilter.MaximumList } list)
        {
            string[] uids = [.. list.Uids.Select(uid => uid.Value)];
            _conditions.Add(new NarrowingCondition(null, (text, _) => WriteHasSopClass(text, uids)));
        }
    }

    // UIDs are exact in their columns: an instance without valid ones is not catalogued.
    private void AddUids(Tag tag, int? rank, KeyColumn column)
    {
        if (!_keys.TryGetValue(tag, out var key) || key is not MatchKey.UidList list)
        {
            return;
        }

        string[] uids = [.. list.Uids.Select(uid => uid.Value)];
        if (uids.Length > SelectionFilter.MaximumList)
        {
            _longList = (column, uids); // of several, that of the lowest level; the others are left to matching
            return;
        }

        _conditions.Add(NarrowingCondition.Among(rank, column, uids));
    }

    private void Add(TextTest test, int? rank, IReadOnlyList<KeyColumn> columns) => _conditions.Add(NarrowingCondition.On(rank, test, columns));

    private static void WriteHasModality(StatementText text, TextTest test)
    {
        text.Add("EXISTS (SELECT 1 FROM ").Table<Series>().Add(" x WHERE ").Column<Series>(nameof(Series.StudyFk), "x").Add(" = ").Column(KeyColumn.Study).Add(" AND ");
        test.Write(text, KeyColumn.Modality with { Alias = "x" }, isIndexed: true);
        text.Add(")");
    }

    private static void WriteHasSopClass(StatementText text, string[] uids) => text
        .Add("EXISTS (SELECT 1 FROM ").Table<Series>().Add(" x JOIN ").Table<Instance>().Add(" y ON ").Column<Instance>(nameof(Instance.SeriesFk), "y").Add(" = ")
        .Column<Series>(nameof(Series.Id), "x").Add(" WHERE ").Column<Series>(nameof(Series.StudyFk), "x").Add(" = ").Column(KeyColumn.Study).Add(" AND ")
        .Among(KeyColumn.SopClassUid with { Alias = "y" }, isIndexed: true, uids).Add(")");
}
