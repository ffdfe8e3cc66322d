using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.Interop.Tests;

/// <summary>A vendor signs a folder with the command line; a server that requires signatures takes it, and nothing else.</summary>
public sealed class SignedPluginTests
{
    private const string Id = "fixture.bad-citizen";

    [Fact]
    public async Task A_folder_is_signed_by_command_checked_by_command_and_loaded_where_signatures_are_required()
    {
        using var folder = new TemporaryFolder();
        var (plugins, vendor, trusted) = (folder.Folder("plugins"), folder.File(Id), folder.Folder("trusted"));
        TemporaryFolder.Copy(Checkout.Fixture("BadCitizen", Id), vendor);
        var (pfx, password) = Certify(folder, trusted);
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), plugins, "--Gantry:WatchPlugins", "false", "--Gantry:Signatures", "Require", "--Gantry:TrustedSigners", trusted);

        var unsigned = await gantry.CliAsync("plugins", "check", vendor);
        Assert.Equal(1, unsigned.ExitCode);
        Assert.Contains("Error: It is not signed, and Gantry:Signatures requires that.", unsigned.Lines);
        var signing = (await gantry.CliAsync("plugins", "sign", vendor, "--certificate", pfx, "--password-file", password)).Succeeded();
        Assert.Contains($"files of {Id} are signed by CN=ACME, valid until ", signing.Output, StringComparison.Ordinal);
        var check = (await gantry.CliAsync("plugins", "check", vendor)).Succeeded();
        Assert.Contains(check.Lines, line => line.StartsWith("Information: It is signed by CN=ACME, whose certificate is valid until ", StringComparison.Ordinal));

        PluginFolders.Drop(vendor, plugins, Id);
        (await gantry.CliAsync("plugins", "load", Id)).Succeeded();
        var list = (await gantry.CliAsync("plugins", "list")).Succeeded();
        Assert.Contains(list.Lines, line => line.StartsWith($"{Id} is signed by CN=ACME, valid until ", StringComparison.Ordinal));

        await File.AppendAllTextAsync(Path.Combine(plugins, Id, "plugin.json"), " ", TestContext.Current.CancellationToken);
        var tampered = await gantry.CliAsync("plugins", "reload", Id);
        Assert.Equal((2, "plugin.json was changed after the folder was signed."), (tampered.ExitCode, tampered.Output.Trim()));
    }

    private static (string Pfx, string Password) Certify(TemporaryFolder folder, string trusted)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ACME", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllBytes(folder.File("acme.pfx"), certificate.Export(X509ContentType.Pkcs12, "secret"));
        File.WriteAllText(folder.File("password"), "secret\n");
        File.WriteAllText(Path.Combine(trusted, "acme.pem"), certificate.ExportCertificatePem());
        return (folder.File("acme.pfx"), folder.File("password"));
    }
}
