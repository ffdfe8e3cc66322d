using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Instances that belong to no patient and no study: color palettes, hanging protocols, implant templates (PS3.4 §GG).</summary>
/// <remarks>
/// They are stored as they are. In the catalog all instances of one such SOP class make up one study with one series, so that the
/// query/retrieve models reach them. The UIDs of that study and series follow from the SOP class alone: they are the same on every server, and when
/// the catalog is rebuilt.
/// </remarks>
internal static class NonPatientObjects
{
    /// <summary>True where instances of the SOP class belong to no study.</summary>
    public static bool Contains(Uid sopClass) => StorageSopClasses.TryGet(sopClass, out var known) && !known.IsPatientRelated;

    /// <summary>The attributes with the study and series that the catalog keeps them under.</summary>
    public static DicomDataSet InCatalog(DicomDataSet attributes, Uid sopClass) => attributes.ToBuilder()
        .Set(Tags.StudyInstanceUID, Derive(sopClass, "study"))
        .Set(Tags.SeriesInstanceUID, Derive(sopClass, "series"))
        .Set(Tags.StudyDescription, DicomUidRegistry.GetName(sopClass))
        .Build();

    /// <summary>A UID under 2.25 made of a name-based UUID, version 8 (PS3.5 §B.2, RFC 9562 §5.8).</summary>
    public static Uid Derive(Uid sopClass, string level)
    {
        var bytes = SHA256.HashData(Encoding.ASCII.GetBytes($"non-patient {level} {sopClass}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Uid("2.25." + new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
    }
}
