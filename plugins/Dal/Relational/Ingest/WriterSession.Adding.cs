using System.Globalization;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Instances, and the series, studies and patients that the first of them brings.</summary>
internal sealed partial class WriterSession
{
    /// <summary>Adds an instance.</summary>
    /// <param name="entry">The instance.</param>
    /// <param name="outcome">Told what became of it, before the commit.</param>
    public void Add(IngestEntry entry, Action<AddOutcome> outcome)
    {
        if (_pending.Contains(entry.SopInstance.Value))
        {
            outcome(AddOutcome.AlreadyPresent);
            return;
        }

        var series = _cache.Find(entry.Series.Value) ?? FindSeries(entry);
        var conflict = entry.Entry.RefusesConflict ? Conflict(series, entry) : null;
        if (series is null || conflict is not null)
        {
            if (_commands.FindInstance.Scalar(Transaction, entry.SopInstance.Value) is not null)
            {
                outcome(AddOutcome.AlreadyPresent); // before anything is made for it: it would be a series without instances
                return;
            }

            if (conflict is { } refused)
            {
                outcome(refused);
                return;
            }

            series = AddSeries(entry);
        }

        Report(series, entry);
        _pending.Add(entry.ToRow(series.Id), series, outcome);
        if (_pending.Count >= MaximumPending)
        {
            Flush();
        }
    }

    private AddOutcome? Conflict(CachedSeries? series, IngestEntry entry)
    {
        var (study, patientKey) = series is null ? (entry.Study.Value, FindStudy(entry)?.PatientKey) : (series.StudyUid, series.PatientKey);
        return study != entry.Study.Value ? AddOutcome.SeriesOfOtherStudy
            : patientKey is not null && patientKey != entry.PatientKey ? AddOutcome.StudyOfOtherPatient
            : null;
    }

    private CachedSeries? FindSeries(IngestEntry entry)
    {
        using var reader = _commands.FindSeries.Read(Transaction, entry.Series.Value);
        return reader.Read()
            ? _cache.Add(entry.Series.Value, new CachedSeries(Id(reader.GetValue(0)), Id(reader.GetValue(1)), reader.GetString(2), reader.GetString(3)) { SopClassUid = reader.GetString(4) })
            : null;
    }

    private CachedSeries AddSeries(IngestEntry entry)
    {
        var (study, patientKey) = FindStudy(entry) ?? AddStudy(entry);
        var id = Add(new Series
        {
            Uid = entry.Series.Value,
            StudyFk = study,
            Modality = entry.Key(Tags.Modality, KeyLengths.Modality),
            Number = entry.Number(Tags.SeriesNumber) ?? int.MaxValue,
            SopClassUid = entry.SopClass.Value,
            Attributes = entry.Encode(QueryLevel.Series),
        });
        Counts.AddSeries(study, 1);
        return _cache.Add(entry.Series.Value, new CachedSeries(id, study, entry.Study.Value, patientKey) { SopClassUid = entry.SopClass.Value });
    }

    private (long Id, string PatientKey)? FindStudy(IngestEntry entry)
    {
        using var reader = _commands.FindStudy.Read(Transaction, entry.Study.Value);
        return reader.Read() ? (Id(reader.GetValue(0)), reader.GetString(1)) : null;
    }

    private (long Id, string PatientKey) AddStudy(IngestEntry entry)
    {
        var patient = _commands.FindPatient.Scalar(Transaction, entry.PatientKey) is { } found ? Id(found) : AddPatient(entry);
        var id = Add(new Study
        {
            Uid = entry.Study.Value,
            PatientFk = patient,
            Date = entry.DateKey(Tags.StudyDate),
            AccessionNumber = entry.Key(Tags.AccessionNumber, KeyLengths.AccessionNumber),
            Attributes = entry.Encode(QueryLevel.Study),
        });
        Counts.Studies++;
        return (id, entry.PatientKey);
    }

    private long AddPatient(IngestEntry entry)
    {
        var name = entry.PatientName;
        var id = Add(new Patient
        {
            Key = entry.PatientKey,
            PatientId = entry.Key(Tags.PatientID, KeyLengths.PatientId),
            NameKey = name.Alphabetic,
            IdeographicNameKey = name.Ideographic,
            PhoneticNameKey = name.Phonetic,
            HasNameParts = 1,
            Attributes = entry.Encode(QueryLevel.Patient),
        });
        foreach (var other in entry.OtherPatientIds)
        {
            Add(new OtherPatientId { PatientFk = id, PatientId = other });
        }

        foreach (var part in entry.NameParts(id))
        {
            Add(part);
        }

        Counts.Patients++;
        return id;
    }

    // The first parent stays: moving what is there would change, behind their back, what others have already found.
    private void Report(CachedSeries series, IngestEntry entry)
    {
        if (series.IsReported)
        {
            return;
        }

        if (series.StudyUid != entry.Study.Value)
        {
            series.IsReported = true;
            _logger.SeriesOfAnotherStudy(entry.Series, series.StudyUid, entry.Study);
        }
        else if (series.PatientKey != entry.PatientKey)
        {
            series.IsReported = true;
            _logger.StudyOfAnotherPatient(entry.Study, entry.SopInstance);
        }
    }

    private static long Id(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
