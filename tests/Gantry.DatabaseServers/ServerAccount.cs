using System.Diagnostics;

namespace Gantry.DatabaseServers;

/// <summary>Whom servers run as: servers refuse to run as root, so root lends them another account.</summary>
/// <param name="Name">The account; null for whoever runs the tests.</param>
internal sealed record ServerAccount(string? Name)
{
    /// <summary>The account of the server's package where it is there.</summary>
    public static ServerAccount Find(string preferred)
    {
        if (Environment.UserName != "root")
        {
            return new ServerAccount((string?)null);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return new ServerAccount(accounts.Contains(preferred) ? preferred : "nobody");
    }

    /// <summary>Gives a folder to the account.</summary>
    public void Own(string folder)
    {
        if (Name is not null)
        {
            using var chown = Process.Start("chown", [Name, folder]);
            chown.WaitForExit();
        }
    }

    /// <summary>Starts a program as the account; what it writes goes to the end of a file.</summary>
    /// <remarks>Every step is an exec, so that the process is the program itself.</remarks>
    public Process Start(string[] command, string log)
    {
        string[] asAccount = Name is null ? [] : ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups"];
        if (Name == "nobody")
        {
            asAccount[2] = "--regid=nogroup";
        }

        return Process.Start(new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", log, .. asAccount, .. command]) { WorkingDirectory = "/" })!;
    }
}
