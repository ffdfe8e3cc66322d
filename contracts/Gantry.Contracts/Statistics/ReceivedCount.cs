using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>The instances that came on a day from an AE in a modality, and were new.</summary>
/// <param name="Day">The day, in the server's time zone.</param>
/// <param name="CallingAETitle">Who sent them; empty for all others together, where a day has very many.</param>
/// <param name="Modality">Modality (0008,0060); empty where they have none, or none that is a code.</param>
/// <param name="Instances">How many.</param>
/// <param name="Bytes">The bytes of their data sets, as they are stored.</param>
public sealed record ReceivedCount(DateOnly Day, AETitle CallingAETitle, string Modality, long Instances, long Bytes);
