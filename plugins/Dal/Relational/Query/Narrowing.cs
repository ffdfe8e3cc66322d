using System.Collections.Immutable;
using System.Linq.Expressions;
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
    private (Expression<Func<LevelRow, string>> Column, string[] Uids)? _longList;
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
            AddUids(Tags.StudyInstanceUID, 2, row => row.Study.Uid);
            AddText(Tags.AccessionNumber, 3, row => row.Study.AccessionNumber);
            AddStudyDate(slackDays);
            AddContentOfStudy();
        }

        if (level >= QueryLevel.Series)
        {
            AddUids(Tags.SeriesInstanceUID, 1, row => row.Series.Uid);
            AddText(Tags.Modality, null, row => row.Series.Modality);
        }

        if (level == QueryLevel.Image)
        {
            AddUids(Tags.SOPInstanceUID, 0, row => row.Instance.Uid);
            AddUids(Tags.SOPClassUID, null, row => row.Instance.SopClassUid);
        }
    }

    /// <summary>Adds the conditions of what may be seen, one of which may drive the statement as well.</summary>
    public void Restrict(CatalogScope scope)
    {
        _conditions.AddRange(new Narrowing(_level, scope.All.Keys, otherPatients: [])._conditions);
        if (_level == QueryLevel.Image && !scope.Sources.IsEmpty)
        {
            string[] sources = [.. scope.Sources.Select(source => source.Value)];
            _conditions.Add(NarrowingCondition.Filter(row => sources.Contains(row.Instance.SourceAETitle)));
        }
    }

    /// <summary>A part from the middle of a name, where nothing else could drive the statement; null otherwise.</summary>
    public TextTest? InfixOfName => _longList is null && _conditions.All(condition => condition.Rank is null) ? _infix : null;

    /// <summary>Has the statement be driven by patients that were looked up beforehand: all whose names pass <see cref="InfixOfName"/>.</summary>
    public void DriveBy(long[] patients)
    {
        var zero = 0L;
        _conditions.Add(new NarrowingCondition(0, row => patients.Contains(row.Patient.Id), row => patients.Contains(row.Patient.Id + zero)));
    }

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
        ImmutableArray<Expression<Func<LevelRow, bool>>> others = [.. _conditions.Where(condition => condition != driver).Select(condition => condition.Unindexed)];
        if (_manyPatients is not null)
        {
            foreach (var chunk in _manyPatients.Chunk(SelectionFilter.MaximumList))
            {
                yield return new(others.Add(row => chunk.Contains(row.Patient.Id)), true);
            }

            yield break;
        }

        if (_longList is not var (column, uids))
        {
            yield return new(driver is null ? others : others.Add(driver.Indexed), driver is not null);
            yield break;
        }

        others = driver is null ? others : others.Add(driver.Unindexed);
        foreach (var chunk in uids.Chunk(SelectionFilter.MaximumList))
        {
            yield return new(others.Add(Columns.On(column, uid => chunk.Contains(uid))), true);
        }
    }

    private void AddText(Tag tag, int? rankOfExact, Expression<Func<LevelRow, string>> column)
    {
        if (_keys.TryGetValue(tag, out var key) && TextTest.OfText(key) is { } test)
        {
            Add(test, test.Selectivity switch { Selectivity.Exact => rankOfExact, Selectivity.Prefix when rankOfExact is not null => 7, _ => null }, [column]);
        }
    }

    private void AddPatientId(ImmutableArray<long> otherPatients)
    {
        AddText(Tags.PatientID, 4, row => row.Patient.PatientId);
        if ((otherPatients.IsDefault || otherPatients.Length > 0) && _conditions is [var byPatientId])
        {
            _conditions.Clear();
            if (!otherPatients.IsDefault)
            {
                long[] ids = [.. otherPatients];
                var zero = 0L;
                _conditions.Add(new NarrowingCondition(
                    byPatientId.Rank,
                    Columns.Or<LevelRow>([byPatientId.Indexed, row => ids.Contains(row.Patient.Id)]),
                    Columns.Or<LevelRow>([byPatientId.Unindexed, row => ids.Contains(row.Patient.Id + zero)])));
            }
        }
    }

    private void AddStudyDate(int slackDays)
    {
        if (_keys.TryGetValue(Tags.StudyDate, out var key) && TextTest.OfDate(key, slackDays) is { } test)
        {
            Add(test, test.Selectivity is Selectivity.Exact or Selectivity.NarrowRange ? 6 : null, [row => row.Study.Date]);
        }
    }

    private void AddName()
    {
        var key = _keys.GetValueOrDefault(Tags.PatientName);
        _fuzzyName = key as MatchKey.FuzzyName;
        if (_fuzzyName is null or { Anchors.IsEmpty: true } && NameTest.Of(_fuzzyName?.Literal ?? key) is var (test, groups))
        {
            Expression<Func<LevelRow, string>>[] columns = [row => row.Patient.NameKey, row => row.Patient.IdeographicNameKey, row => row.Patient.PhoneticNameKey];
            _infix = test.Selectivity == Selectivity.None ? test : null;
            Add(test, test.Selectivity switch { Selectivity.Exact => RankOfName, Selectivity.Prefix => 7, _ => null }, [.. groups.Select(group => columns[group])]);
        }
    }

    private void AddContentOfStudy()
    {
        if (_keys.TryGetValue(Tags.ModalitiesInStudy, out var modalities) && TextTest.OfText(modalities) is { } test)
        {
            _conditions.Add(NarrowingCondition.Filter(Columns.Any<LevelRow, Series>(row => row.Study.Series, Columns.On<Series, string>(series => series.Modality, test.Test))));
        }

        if (_keys.TryGetValue(Tags.SOPClassesInStudy, out var classes) && classes is MatchKey.UidList { Uids.Length: <= SelectionFilter.MaximumList } list)
        {
            string[] uids = [.. list.Uids.Select(uid => uid.Value)];
            _conditions.Add(NarrowingCondition.Filter(row => row.Study.Series.Any(series => series.Instances.Any(instance => uids.Contains(instance.SopClassUid)))));
        }
    }

    // UIDs are exact in their columns: an instance without valid ones is not catalogued.
    private void AddUids(Tag tag, int? rank, Expression<Func<LevelRow, string>> column)
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

        Expression<Func<string, bool>> test = uids is [var single] ? uid => uid == single : uid => uids.Contains(uid);
        _conditions.Add(new NarrowingCondition(rank, Columns.On(column, test), Columns.On(Columns.Unindexed(column), test)));
    }

    private void Add(TextTest test, int? rank, IReadOnlyList<Expression<Func<LevelRow, string>>> columns) => _conditions.Add(NarrowingCondition.On(rank, test, columns));
}
