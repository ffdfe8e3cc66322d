using System.Security.Cryptography.X509Certificates;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Signatures;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Signatures;

public sealed class SignatureTests
{
    [Theory, InlineData("Verify"), InlineData("Require")]
    public async Task A_folder_that_a_trusted_signer_signed_is_loaded_and_names_the_signer(string policy)
    {
        await using var world = new PluginWorld(signatures: Enum.Parse<SignaturePolicy>(policy));
        using var certificate = Signer.Certificate("ACME Dose");
        Signer.Trust(world.Settings.TrustedSigners, certificate);
        var folder = Signed(world, certificate);

        var report = FolderReport.Make(folder, world.Registry, world.Signatures);
        var slot = await world.LoadAsync(folder);

        Assert.Equal("CN=ACME Dose", slot.Current!.Signature!.Signer);
        Assert.Contains(report.Findings, finding => finding.Text.StartsWith("It is signed by CN=ACME Dose, whose certificate is valid until ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signer_whose_authority_is_trusted_is_trusted()
    {
        await using var world = new PluginWorld();
        using var authority = Signer.Authority("Hospital");
        using var certificate = Signer.Certificate("ACME Dose", authority);
        Signer.Trust(world.Settings.TrustedSigners, authority);

        var slot = await world.LoadAsync(Signed(world, certificate));

        Assert.Equal("CN=ACME Dose", slot.Current!.Signature!.Signer);
    }

    [Fact]
    public async Task Signatures_are_looked_at_only_where_the_policy_says_so()
    {
        await using var off = new PluginWorld(signatures: SignaturePolicy.Off);
        await using var require = new PluginWorld(signatures: SignaturePolicy.Require);
        using var certificate = Signer.Certificate("Nobody");

        var slot = await off.LoadAsync(Signed(off, certificate));
        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => require.DropAndLoadAsync("CatalogueOne"));

        Assert.Null(slot.Current!.Signature);
        Assert.Equal("It is not signed, and Gantry:Signatures requires that.", refusal.Message);
    }

    public static TheoryData<string, string> Broken { get; } = new()
    {
        { "changed", "CatalogueOne.dll was changed after the folder was signed." },
        { "added", "extra.txt was added after the folder was signed." },
        { "taken away", "CatalogueOne.pdb was taken away after the folder was signed." },
        { "list changed", "plugin.signed.p7s is not a signature of plugin.signed.json." },
        { "signature garbled", "plugin.signed.p7s is not a signature of plugin.signed.json." },
        { "no signature", "It is signed by half: there is no plugin.signed.p7s." },
        { "no list", "It is signed by half: there is no plugin.signed.json." },
        { "no list of files", "plugin.signed.json is not a list of files." },
        { "SHA-1", "plugin.signed.p7s is not a signature by one certificate with SHA-2." },
        { "not trusted", "Its signer CN=ACME Dose is not trusted: the certificate, or its authority's, must be in TRUSTED." },
        { "expired", "The certificate of its signer CN=ACME Dose expired on DAY." },
        { "not yet valid", "The certificate of its signer CN=ACME Dose is not valid before DAY." },
        { "not for code", "The certificate of its signer CN=ACME Dose is not for signing code." },
    };

    [Theory, Trait("Row", "was changed after it was signed"), MemberData(nameof(Broken))]
    public async Task A_signature_that_does_not_hold_is_refused_in_a_sentence_and_what_served_goes_on(string how, string sentence)
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        using var certificate = how switch
        {
            "expired" => Signer.Certificate("ACME Dose", firstDay: -20, lastDay: -10),
            "not yet valid" => Signer.Certificate("ACME Dose", firstDay: 10, lastDay: 20),
            "not for code" => Signer.Certificate("ACME Dose", isForServers: true),
            _ => Signer.Certificate("ACME Dose"),
        };
        if (how != "not trusted")
        {
            Signer.Trust(world.Settings.TrustedSigners, certificate);
        }

        var folder = Signed(world, certificate, how == "SHA-1" ? "1.3.14.3.2.26" : "2.16.840.1.101.3.4.2.1");
        Break(folder, how, certificate);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder));

        var day = how == "expired" ? certificate.NotAfter : certificate.NotBefore;
        var expected = sentence.Replace("TRUSTED", world.Settings.TrustedSigners, StringComparison.Ordinal)
            .Replace("DAY", $"{day.ToUniversalTime():yyyy-MM-dd}", StringComparison.Ordinal);
        Assert.Equal(expected, refusal.Message);
        Assert.Equal(new FolderFinding(FindingSeverity.Error, expected), FolderReport.Make(folder, world.Registry, world.Signatures).Findings[0]);
        Assert.Equal((PluginState.Serving, expected), (world.Slot("catalogue").State, world.Slot("catalogue").Refusal));
    }

    private static string Signed(PluginWorld world, X509Certificate2 certificate, string digest = "2.16.840.1.101.3.4.2.1")
    {
        var folder = world.Drop("CatalogueOne");
        Signer.Sign(folder, certificate, digest);
        return folder;
    }

    private static void Break(string folder, string how, X509Certificate2 certificate)
    {
        var (list, signature) = (Path.Combine(folder, "plugin.signed.json"), Path.Combine(folder, "plugin.signed.p7s"));
        switch (how)
        {
            case "changed":
                File.AppendAllText(Path.Combine(folder, "CatalogueOne.dll"), " ");
                break;
            case "added":
                File.WriteAllText(Path.Combine(folder, "extra.txt"), "");
                break;
            case "taken away":
                File.Delete(Path.Combine(folder, "CatalogueOne.pdb"));
                break;
            case "list changed":
                File.AppendAllText(list, " ");
                break;
            case "signature garbled":
                File.WriteAllBytes(signature, [1, 2, 3]);
                break;
            case "no signature":
                File.Delete(signature);
                break;
            case "no list":
                File.Delete(list);
                break;
            case "no list of files":
                File.WriteAllText(list, "[]");
                var cms = new System.Security.Cryptography.Pkcs.SignedCms(new(File.ReadAllBytes(list)), detached: true);
                cms.ComputeSignature(new(certificate));
                File.WriteAllBytes(signature, cms.Encode());
                break;
        }
    }
}
