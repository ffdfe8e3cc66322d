using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A study that retention deletes.</summary>
/// <param name="Study">Its UID.</param>
/// <param name="Instances">Its instances.</param>
/// <param name="Bytes">The bytes of their data sets.</param>
/// <param name="Reason">By which rule.</param>
public sealed record RetiredStudy(Uid Study, int Instances, long Bytes, string Reason);
