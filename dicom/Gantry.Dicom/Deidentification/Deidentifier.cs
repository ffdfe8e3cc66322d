namespace Gantry.Dicom;

/// <summary>
/// De-identifies instances by the Basic Application Level Confidentiality Profile and its options (PS3.15 Annex E).
/// </summary>
/// <remarks>
/// <para>
/// Safe for concurrent use. One <see cref="Deidentifier"/>, or several with the same <see cref="DeidentifierOptions.Key"/>, give the same UID for the same UID
/// and the same patient for the same Patient ID, so that instances that refer to each other still do. UIDs that the standard defines never change.
/// </para>
/// <para>
/// Which of the actions of a compound one (X/Z, X/D, Z/D, X/Z/D, X/Z/U*) is right depends on the attribute's type in the IOD. IODs are not known here: the last
/// action is taken, which is valid for every type, but where the value was empty already it stays so, or is removed.
/// </para>
/// <para>
/// Beyond the table: Patient's Name and Patient ID get a replacement instead of nothing; attributes that the data dictionary does not know and Data Set Trailing
/// Padding are removed, overlays and curves with all of their group; a UID that the table does not name is replaced unless it names a class, a syntax or a scheme.
/// Attributes that the table does not name otherwise stay. <b>Pixel data is never changed</b>: text burned into it stays, see
/// <see cref="DeidentificationResult.Warnings"/>.
/// </para>
/// </remarks>
public sealed partial class Deidentifier
{
    /// <summary>The options that only a person can perform.</summary>
    public const ConfidentialityOptions RefusedOptions =
        ConfidentialityOptions.CleanGraphics | ConfidentialityOptions.CleanPixelData | ConfidentialityOptions.CleanRecognizableVisualFeatures;

    private const int MinimumKeyBytes = 16;

    private readonly DeidentifierOptions _options;
    private readonly Pseudonyms _pseudonyms;

    /// <summary>A de-identifier.</summary>
    /// <param name="options">What to do; the basic profile with a random key unless given.</param>
    /// <exception cref="ArgumentException">The options exclude each other, are out of range, or one is among <see cref="RefusedOptions"/>.</exception>
    public Deidentifier(DeidentifierOptions? options = null)
    {
        _options = options ?? new DeidentifierOptions();
        Check(_options);
        _pseudonyms = new Pseudonyms(_options.Key);
    }

    /// <summary>De-identifies a data set.</summary>
    /// <param name="dataSet">The data set of an instance; it does not change.</param>
    /// <exception cref="DeidentificationException">It is a directory of a file-set, or too deep.</exception>
    public DeidentificationResult Deidentify(DicomDataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        if (dataSet.Contains(Tags.DirectoryRecordSequence))
        {
            throw new DeidentificationException("A DICOMDIR cannot be de-identified: make a new one of the de-identified files.");
        }

        var days = _options.DateShiftDays ?? _pseudonyms.DaysFor(DataSetCleaner.PatientOf(dataSet));
        var cleaner = new DataSetCleaner(_options, _pseudonyms, days);
        var cleaned = DeidentificationMethod.AddTo(cleaner.Clean(dataSet), _options);
        WarnOfPixels(dataSet, cleaner);
        return new DeidentificationResult(cleaned, cleaner.Warnings);
    }

    private static void WarnOfPixels(DicomDataSet dataSet, DataSetCleaner cleaner)
    {
        if (!dataSet.Contains(Tags.Rows))
        {
            return; // no image
        }

        switch (dataSet.GetString(Tags.BurnedInAnnotation))
        {
            case "NO":
                break;
            case "YES":
                cleaner.Warn(Tags.BurnedInAnnotation, "The pixels hold burned-in annotations, which may identify the patient. They were not changed.");
                break;
            default:
                cleaner.Warn(Tags.BurnedInAnnotation, "Whether annotations are burned into the pixels is not said. They were not changed.");
                break;
        }

        if (dataSet.GetString(Tags.RecognizableVisualFeatures) == "YES")
        {
            cleaner.Warn(Tags.RecognizableVisualFeatures, "The patient may be recognized by what the pixels show. They were not changed.");
        }

        foreach (var element in dataSet)
        {
            if (element.Tag is { Group: >= 0x6000 and <= 0x60FF, Element: 0x0102 } && dataSet.GetInt32(element.Tag) > 0)
            {
                cleaner.Warn(element.Tag, "An overlay lies in unused bits of the pixels. They were not changed.");
            }
        }
    }

    private static void Check(DeidentifierOptions options)
    {
        if ((options.Profile & RefusedOptions) is not ConfidentialityOptions.None and var refused)
        {
            throw new ArgumentException($"{refused} needs a person who looks at each instance: it is not done here.", nameof(options));
        }

        if (options.Has(ConfidentialityOptions.RetainLongitudinalFullDates) && options.Has(ConfidentialityOptions.RetainLongitudinalModifiedDates))
        {
            throw new ArgumentException("Full dates and modified dates exclude each other.", nameof(options));
        }

        if (options.Key.Length is > 0 and < MinimumKeyBytes)
        {
            throw new ArgumentException($"A key has {MinimumKeyBytes} bytes at least.", nameof(options));
        }

        if (options.DateShiftDays == 0)
        {
            throw new ArgumentException("Dates that move by no day have not been modified.", nameof(options));
        }

        if (!IsText(options.PatientId) || !IsText(options.PatientName))
        {
            throw new ArgumentException("Patient ID and Patient's Name of the results have to be 1 to 64 ASCII characters without backslash.", nameof(options));
        }
    }

    private static bool IsText(string? text) =>
        text is null || (text.Length <= 64 && !string.IsNullOrWhiteSpace(text) && text.All(c => c is >= ' ' and <= '~' and not '\\'));
}
