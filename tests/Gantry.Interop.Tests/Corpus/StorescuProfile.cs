using System.Text;

namespace Gantry.Interop.Tests;

/// <summary>Presentation contexts for storescu: each SOP class in each transfer syntax that occurs, in a context of its own.</summary>
internal static class StorescuProfile
{
    private const int MaximumContexts = 128;

    public static void Write(string path, IEnumerable<CorpusInstance> instances)
    {
        var pairs = instances.Select(instance => (instance.SopClass, instance.TransferSyntax)).Distinct().ToList();
        Assert.InRange(pairs.Count, 1, MaximumContexts);
        var syntaxes = pairs.Select(pair => pair.TransferSyntax).Distinct().ToList();
        var text = new StringBuilder("[[TransferSyntaxes]]\n");
        foreach (var (index, syntax) in syntaxes.Index())
        {
            text.Append($"[T{index}]\nTransferSyntax1 = {syntax}\n");
        }

        text.Append("[[PresentationContexts]]\n[C]\n");
        foreach (var (index, pair) in pairs.Index())
        {
            text.Append($"PresentationContext{index + 1} = {pair.SopClass}\\T{syntaxes.IndexOf(pair.TransferSyntax)}\n");
        }

        text.Append("[[Profiles]]\n[P]\nPresentationContexts = C\n");
        File.WriteAllText(path, text.ToString());
    }
}
