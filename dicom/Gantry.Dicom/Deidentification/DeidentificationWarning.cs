namespace Gantry.Dicom;

/// <summary>Something that a person should look at before a de-identified instance is given away.</summary>
/// <param name="Tag">The element that tells.</param>
/// <param name="Message">A sentence, without values of the data set.</param>
public sealed record DeidentificationWarning(Tag Tag, string Message);
