using System.Text.Json;

namespace Gantry.Dicom.Tests;

/// <summary>A file of the corpus, and what independent readers made of it.</summary>
internal sealed record CorpusFile(string Path, JsonElement Expected)
{
    public string Name => Expected.GetProperty("file").GetString()!;

    public string Class => Expected.GetProperty("class").GetString()!;

    public bool IsDigestPartial => Expected.GetProperty("canon_partial").GetBoolean();

    public int ElementCount => Expected.GetProperty("n_all").GetInt32();

    public string CanonSha256 => Expected.GetProperty("canon_sha256").GetString()!;

    public byte[] Bytes() => File.ReadAllBytes(Path);
}
