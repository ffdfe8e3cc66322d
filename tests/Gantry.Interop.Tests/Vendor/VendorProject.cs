namespace Gantry.Interop.Tests;

/// <summary>A plugin project outside the repository, as a vendor would write it: it knows nothing but the package of the contracts.</summary>
internal static class VendorProject
{
    public const string Id = "acme.counter";
    public const string CountFile = "stores.txt";

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <PluginId>acme.counter</PluginId>
            <Version>0.1.0</Version>
            <Description>Counts what is stored.</Description>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Gantry.Contracts" Version="1.*" />
          </ItemGroup>
        </Project>
        """;

    private const string Source = """
        using System.Composition;
        using Gantry.Contracts;
        using Gantry.Dicom.Network;

        namespace Acme.Counter;

        [Export(typeof(IOperationObserver)), Shared]
        [method: ImportingConstructor]
        public sealed class StoreCounter(IPluginContext plugin) : IOperationObserver
        {
            private int _stores;

            public async ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
            {
                if (operation.Command == DimseCommand.CStore && operation.Status == DimseStatus.Success)
                {
                    var stores = Interlocked.Increment(ref _stores);
                    await File.WriteAllTextAsync(Path.Combine(plugin.DataFolder, "stores.txt"), stores.ToString(), cancellationToken);
                }
            }
        }
        """;

    /// <summary>Builds the project against the packages alone, and packs these first where they are not there.</summary>
    /// <returns>The folder to drop in.</returns>
    public static async Task<string> BuildAsync(TemporaryFolder folder)
    {
        var (packages, project, deployed) = (Checkout.Packages ?? await PackAsync(folder), folder.Folder("vendor"), folder.Folder("deployed"));
        var cache = (await DotnetAsync(project, "nuget", "locals", "global-packages", "--list")).Succeeded().Output.Split(':', 2)[1].Trim();
        await File.WriteAllTextAsync(Path.Combine(project, "nuget.config"), Configuration(packages, folder.File("restored"), cache), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project, "Acme.Counter.csproj"), Project, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project, "StoreCounter.cs"), Source, TestContext.Current.CancellationToken);
        (await DotnetAsync(project, "build", "-c", "Release", "-v", "quiet", $"-p:PluginDeployFolder={deployed}")).Succeeded();
        return Path.Combine(deployed, Id);
    }

    private static async Task<string> PackAsync(TemporaryFolder folder)
    {
        var packages = folder.Folder("packages");
        foreach (var library in (string[])["dicom/Gantry.Dicom", "dicom/Gantry.Dicom.Imaging", "dicom/Gantry.Dicom.Network", "contracts/Gantry.Contracts"])
        {
            (await DotnetAsync(Checkout.Top, "pack", Path.Combine(Checkout.Top, library), "-c", Checkout.Configuration, "--no-build", "-o", packages)).Succeeded();
        }

        return packages;
    }

    // Gantry's packages come from what was just packed, all others from what this machine has restored already: no network is needed, and nothing is left behind.
    private static string Configuration(string packages, string restored, string cache) => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{restored}" /></config>
          <packageSources><clear /><add key="gantry" value="{packages}" /><add key="machine" value="{cache}" /></packageSources>
          <packageSourceMapping>
            <packageSource key="gantry"><package pattern="Gantry.*" /></packageSource>
            <packageSource key="machine"><package pattern="*" /></packageSource>
          </packageSourceMapping>
        </configuration>
        """;

    private static Task<CommandResult> DotnetAsync(string folder, params string[] arguments) => Programs.RunAsync("dotnet", arguments, TimeSpan.FromMinutes(5), folder);
}
