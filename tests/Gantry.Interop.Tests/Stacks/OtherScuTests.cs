using System.Globalization;

namespace Gantry.Interop.Tests;

/// <summary>Other stacks verify and store: odil, CTN and PixelMed, each with the tools that it brings.</summary>
public sealed class OtherScuTests(SharedGantry shared) : IClassFixture<SharedGantry>, IDisposable
{
    private const string PixelmedJar = "/usr/share/java/pixelmed.jar";
    private readonly TemporaryFolder _folder = new();

    private string Port => shared.Gantry.DicomPort.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();

    public static string JavaOrSkip()
    {
        Assert.SkipUnless(File.Exists(PixelmedJar), "PixelMed is not installed (package libpixelmed-java).");
        return Programs.FindOrSkip("java", "default-jre-headless");
    }

    public static string[] PixelmedProgram(string program) => ["-cp", PixelmedJar, "com.pixelmed.network." + program];

    [Fact]
    public async Task Odil()
    {
        var odil = Programs.FindOrSkip("odil", "odil");
        (await Programs.RunAsync(odil, ["echo", "127.0.0.1", Port, "ODIL", GantryProcess.AETitle])).Succeeded();
        InteropReport.Note("odil", "odil", "C-ECHO", "SCU");
        await AssertStoresAsync("odil", "odil", file => Programs.RunAsync(odil, ["store", "127.0.0.1", Port, "ODIL", GantryProcess.AETitle, file]));
    }

    [Fact]
    public async Task Ctn()
    {
        var echo = Programs.FindOrSkip("dicom_echo", "ctn");
        (await Programs.RunAsync(echo, ["-a", "CTN", "-c", GantryProcess.AETitle, "127.0.0.1", Port])).Succeeded();
        InteropReport.Note("CTN", "ctn", "C-ECHO", "SCU");
        await AssertStoresAsync(
            "CTN", "ctn", file => Programs.RunAsync(Programs.Find("send_image")!, ["-q", "-r", "-a", "CTN", "-c", GantryProcess.AETitle, "-s", "CT", "127.0.0.1", Port, file]));
    }

    [Fact]
    public async Task PixelMed()
    {
        var java = JavaOrSkip();
        string[] peer = ["127.0.0.1", Port, GantryProcess.AETitle, "PIXELMED"];
        (await Programs.RunAsync(java, [.. PixelmedProgram("VerificationSOPClassSCU"), .. peer, "NONSECURE"])).Succeeded();
        InteropReport.Note("PixelMed", "libpixelmed-java", "C-ECHO", "SCU");
        await AssertStoresAsync("PixelMed", "libpixelmed-java", file => Programs.RunAsync(java, [.. PixelmedProgram("StorageSOPClassSCU"), .. peer, file, "0"]));
    }

    // That the program says nothing of a failure proves little: the instance must be found and come back.
    private async Task AssertStoresAsync(string peer, string package, Func<string, Task<CommandResult>> storeAsync)
    {
        var sample = Samples.Make(patientId: peer.ToUpperInvariant());
        var file = _folder.File("sample.dcm");
        await File.WriteAllBytesAsync(file, sample.File(), TestContext.Current.CancellationToken);
        (await storeAsync(file)).Succeeded();
        await using var association = await Scu.ConnectAsync(shared.Gantry.DicomPort, [new(Scu.StudyRootFind)]);
        var identifier = Scu.Identifier("STUDY").Add(Dicom.Tags.StudyInstanceUID, sample.Study).Build();
        Assert.Single(await association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken).ToListAsync());
        InteropReport.Note(peer, package, "C-STORE", "SCU");
    }
}
