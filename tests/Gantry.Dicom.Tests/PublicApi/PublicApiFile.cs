using System.Reflection;

namespace Gantry.Dicom.Tests.PublicApi;

/// <summary>The committed listing of an assembly's public face, <c>PublicApi.txt</c> beside its project.</summary>
internal static class PublicApiFile
{
    private const string Update = "GANTRY_UPDATE_PUBLIC_API";

    /// <summary>Fails with the difference where the assembly promises something else than its listing.</summary>
    public static void AssertIsThatOf(Assembly assembly, params Type[] generated)
    {
        var path = Path.Combine(Top(), "dicom", assembly.GetName().Name!, "PublicApi.txt");
        var actual = PublicApiListing.Of(assembly, generated);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, string.Join('\n', actual) + '\n');
        }

        var committed = File.ReadAllLines(path);
        var difference = committed.Except(actual).Select(line => "- " + line).Concat(actual.Except(committed).Select(line => "+ " + line)).ToList();
        Assert.True(
            difference.Count == 0,
            $"The public face is not what {Path.GetFileName(path)} says. Where that is meant, run this test with {Update}=1 and commit the file.\n{string.Join('\n', difference)}");
    }

    private static string Top()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Host.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
