using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>What a medium has of a study.</summary>
internal sealed class StudySummary(DicomDataSet first)
{
    private readonly SortedSet<string> _modalities = new(StringComparer.Ordinal);

    /// <summary>The attributes of the first of its instances that was added.</summary>
    public DicomDataSet First => first;

    /// <summary>The modalities.</summary>
    public IReadOnlyCollection<string> Modalities => _modalities;

    /// <summary>How many instances there are.</summary>
    public int Instances { get; private set; }

    public void Add(DicomDataSet instance)
    {
        Instances++;
        if (instance.GetString(Tags.Modality) is { Length: > 0 } modality)
        {
            _modalities.Add(modality);
        }
    }
}
