using System.Collections.Immutable;
using System.IO.Pipelines;

namespace Gantry.Plugins.DicomWeb;

/// <summary>A part of a multipart body.</summary>
/// <param name="Headers">Its header fields by name, in any letter case; of several of a name the last.</param>
/// <param name="Content">Its bytes; good until the next part is asked for.</param>
internal sealed record MultipartPart(ImmutableDictionary<string, string> Headers, PipeReader Content)
{
    /// <summary>A header field; empty where there is none.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
