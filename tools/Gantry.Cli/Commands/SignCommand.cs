using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;
using Gantry.Cli.Signing;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry plugins sign FOLDER --certificate PFX [--password-file FILE]</c>.</summary>
internal static class SignCommand
{
    public static Command Make(CommandContext context)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder of a plugin, as it will be delivered." };
        var certificate = new Option<string>("--certificate") { Description = "A PKCS#12 file with the signer's certificate and key.", HelpName = "PFX", Required = true };
        var password = new Option<string>("--password-file") { Description = "A file with the password of the PKCS#12 file, in its first line.", HelpName = "FILE" };
        var command = new Command("sign", "Signs a plugin's folder. Any later change of a file breaks the signature. Needs no server.") { folder, certificate, password };
        command.SetAction(async (parsed, _) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(folder));
            var (signer, others) = Load(parsed.GetRequiredValue(certificate), parsed.GetValue(password));
            using (signer)
            {
                var files = FolderSignature.Sign(path, signer, others);
                await context.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{files} files of {Path.GetFileName(path)} are signed by {signer.Subject}, valid until {signer.NotAfter.ToUniversalTime():yyyy-MM-dd}.")).ConfigureAwait(false);
            }

            return 0;
        });
        return command;
    }

    private static (X509Certificate2 Signer, X509Certificate2Collection Others) Load(string pfx, string? passwordFile)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(pfx, passwordFile is null ? null : File.ReadLines(passwordFile).FirstOrDefault());
            var signer = all.FirstOrDefault(each => each.HasPrivateKey) ?? throw new CliException($"{pfx} has no certificate with its key.");
            return (signer, [.. all.Where(each => each != signer)]);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{pfx} cannot be read: {exception.Message}", exception);
        }
    }
}
