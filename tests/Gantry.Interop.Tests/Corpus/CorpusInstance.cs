namespace Gantry.Interop.Tests;

/// <summary>An instance of the corpus, as independent readers see it.</summary>
internal sealed record CorpusInstance(
    string Path, string Name, string SopClass, string SopInstance, string Study, string Series, string PatientId, string TransferSyntax);
