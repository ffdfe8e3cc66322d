using System.Runtime.CompilerServices;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Sqlite.Tests.Unloading;

/// <summary>The plugin as a host has it: built folder, resident packages, collectible code.</summary>
public sealed class UnloadTests
{
    private static readonly string[] Own = ["Gantry.Dal.Sqlite", "Gantry.Dal.Relational"];

    [Fact]
    public async Task Generation_after_generation_is_collected_once_it_has_stopped()
    {
        var folder = PluginFolder();
        var resident = new ResidentContext(folder, Resident(folder));
        using var context = new TestPluginContext("gantry.sqlite");
        var generations = new List<WeakReference>();
        for (var i = 0; i < 5; i++)
        {
            generations.Add(await Task.Run(() => RunGeneration(folder, resident, context, isFirst: i == 0), TestContext.Current.CancellationToken));
            await CollectAsync(generations[i]);
        }

        Assert.Equal([], generations.Select((generation, i) => (generation.IsAlive, i)).Where(x => x.IsAlive).Select(x => x.i));
    }

    [Fact]
    public async Task A_new_generation_works_beside_the_old_one_and_the_old_one_is_collected()
    {
        var folder = PluginFolder();
        var resident = new ResidentContext(folder, Resident(folder));
        using var context = new TestPluginContext("gantry.sqlite");
        var old = await Task.Run(() => Overlap(folder, resident, context), TestContext.Current.CancellationToken);
        await CollectAsync(old.Old);
        Assert.False(old.Old.IsAlive);
        var newer = old.Newer!;
        await newer.StopAsync(TestContext.Current.CancellationToken);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunGeneration(string folder, ResidentContext resident, IPluginContext context, bool isFirst)
    {
        var (loadContext, plugin) = Load(folder, resident, context);
        plugin.StartAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        UseAsync((ICatalog)plugin, isFirst).GetAwaiter().GetResult();
        UseRecordsAsync(loadContext, plugin).GetAwaiter().GetResult();
        plugin.StopAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        loadContext.Unload();
        return new WeakReference(loadContext, trackResurrection: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Old, IPluginLifecycle? Newer) Overlap(string folder, ResidentContext resident, IPluginContext context)
    {
        var (oldContext, old) = Load(folder, resident, context);
        old.StartAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        UseAsync((ICatalog)old, isFirst: true).GetAwaiter().GetResult();
        var (_, newer) = Load(folder, resident, context);
        newer.StartAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

        // Both write, each behind the other's back.
        var series = new SampleInstance();
        for (var i = 0; i < 5; i++)
        {
            foreach (var catalog in (ReadOnlySpan<ICatalog>)[(ICatalog)old, (ICatalog)newer])
            {
                catalog.AddAsync([series.Next().ToEntry()], CancellationToken.None).AsTask().GetAwaiter().GetResult();
            }

            ((ICatalog)newer).RemoveAsync(new InstanceSelection { Series = [series.Series] }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }

        Assert.Equal(AddOutcome.Added, ((ICatalog)old).AddAsync([series.Next().ToEntry()], CancellationToken.None).AsTask().GetAwaiter().GetResult()[0]);
        old.StopAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        UseAsync((ICatalog)newer, isFirst: false).GetAwaiter().GetResult();
        oldContext.Unload();
        return (new WeakReference(oldContext, trackResurrection: true), newer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (PluginContext Context, IPluginLifecycle Plugin) Load(string folder, ResidentContext resident, IPluginContext context)
    {
        var loadContext = new PluginContext(folder, resident, Own.ToHashSet());
        var type = loadContext.LoadFromAssemblyName(new("Gantry.Dal.Sqlite")).GetType("Gantry.Dal.Sqlite.SqliteCatalog", throwOnError: true)!;
        var constructor = type.GetConstructor([typeof(IPluginContext), typeof(ILoggerFactory)])!;
        return (loadContext, (IPluginLifecycle)constructor.Invoke([context, NullLoggerFactory.Instance]));
    }

    private static async Task UseAsync(ICatalog catalog, bool isFirst)
    {
        var instance = new SampleInstance();
        await catalog.AddAsync([instance.ToEntry(), instance.Next().ToEntry()], CancellationToken.None);
        for (var level = QueryLevel.Patient; level <= QueryLevel.Image; level++)
        {
            var keys = new DicomDataSetBuilder().Add(Tags.PatientName, "AN*").Add(Tags.StudyDate, "20240101-20241231").Add(Tags.StudyInstanceUID, instance.Study)
                .Add(Tags.ModalitiesInStudy, "CT").Add(Tags.NumberOfStudyRelatedInstances).Add(Tags.SOPClassesInStudy).Add(Tags.NumberOfPatientRelatedStudies).Build();
            var count = 0;
            await foreach (var _ in catalog.FindAsync(new CatalogQuery { Root = QueryRoot.Patient, Level = level, Keys = keys }, CancellationToken.None))
            {
                count++;
            }

            Assert.Equal(level == QueryLevel.Image ? 2 : 1, count);
        }

        var world = new RandomWorld(7);
        var others = world.Instances(20);
        await catalog.AddAsync(others, CancellationToken.None);
        for (var i = 0; i < 25; i++)
        {
            await foreach (var _ in catalog.FindAsync(world.Query(), CancellationToken.None))
            {
            }
        }

        foreach (var other in others)
        {
            await catalog.RemoveAsync(new InstanceSelection { Instances = [other.Attributes.GetUids(Tags.SOPInstanceUID)[0]] }, CancellationToken.None);
        }

        await foreach (var selected in catalog.SelectAsync(new InstanceSelection { Studies = [instance.Study] }, CancellationToken.None))
        {
            Assert.Equal(1000, selected.Length);
        }

        Assert.Single(await catalog.RemoveAsync(new InstanceSelection { Instances = [instance.SopInstance] }, CancellationToken.None));
        await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([instance.Without(Tags.SOPClassUID).ToEntry()], CancellationToken.None));
        Assert.Equal(isFirst, (await catalog.CountAsync(CancellationToken.None)).Instances == 1);
    }

    // The other services: each kind of statement that they have.
    private static async Task UseRecordsAsync(PluginContext loadContext, IPluginLifecycle plugin)
    {
        var now = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
        var queue = Make<IMediaQueue>("DatabaseMediaQueue");
        var job = new Job { Uid = Uid.New(), DueAt = now, CreatedAt = now, Attributes = new DicomDataSetBuilder().Add(Tags.PatientName, "X").Build(), Instances = [Uid.New()] };
        Assert.True(await queue.AddAsync(job, CancellationToken.None));
        var claimed = Assert.Single(await queue.ClaimAsync(new JobLease("test", now.AddMinutes(1)), now, 9, CancellationToken.None));
        Assert.NotNull(await queue.UpdateAsync(claimed, claimed.Job with { Instances = [] }, null, now, CancellationToken.None));
        Assert.NotNull(await queue.GetAsync(job.Uid, CancellationToken.None));
        Assert.Equal(1, await queue.RemoveAsync(new JobFilter { States = [JobState.Pending], Instances = [] }, CancellationToken.None));

        var log = Make<ITransactionLog>("DatabaseTransactionLog");
        await log.AddAsync([new TransactionRecord { At = now, Kind = TransactionKind.Server, Description = "started" }], CancellationToken.None);
        var filter = new TransactionFilter { Kinds = [TransactionKind.Server], From = now, Description = "start", Plugin = "" };
        await foreach (var record in log.FindAsync(filter, CancellationToken.None))
        {
            Assert.NotNull(await log.GetAsync(record.Number, CancellationToken.None));
        }

        Assert.Equal(1, await log.RemoveAsync(filter, CancellationToken.None));

        var (users, tokens) = (Make<IUserStore>("DatabaseUserStore"), Make<ITokenStore>("DatabaseTokenStore"));
        Assert.True(await users.AddAsync(new User { Name = "anna", CreatedAt = now }, CancellationToken.None));
        var anna = await users.GetAsync("anna", CancellationToken.None);
        Assert.True(await users.UpdateAsync(anna!, anna!.Value with { FailedLogins = 1 }, CancellationToken.None));
        Assert.True(await tokens.AddAsync(new AccessToken { Hash = "aa", User = "anna", Kind = AccessTokenKind.Session, CreatedAt = now, ExpiresAt = now }, CancellationToken.None));
        Assert.NotNull(await tokens.GetAsync("aa", CancellationToken.None));
        Assert.True(await tokens.TouchAsync("aa", now, now, CancellationToken.None));
        Assert.True(await users.RemoveAsync("anna", CancellationToken.None));

        var history = Make<ISettingsHistory>("DatabaseSettingsHistory");
        await history.AddAsync([new SettingChange { At = now, Scope = "host", Name = "X" }], CancellationToken.None);
        await foreach (var change in history.FindAsync(new SettingChangeFilter { Scope = "host", Limit = 1 }, CancellationToken.None))
        {
            Assert.Equal("X", change.Name);
        }

        Assert.Empty((await Make<ICatalogMaintenance>("DatabaseMaintenance").DescribeAsync(CancellationToken.None)).Pending);

        T Make<T>(string name) => (T)loadContext.LoadFromAssemblyName(new("Gantry.Dal.Sqlite")).GetType($"Gantry.Dal.Records.{name}", throwOnError: true)!.GetConstructors()[0].Invoke([plugin]);
    }

    private static async Task CollectAsync(WeakReference generation)
    {
        for (var i = 0; i < 50 && generation.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10, TestContext.Current.CancellationToken); // the threads that ran the generation let go of it when they run something else
        }
    }

    private static string PluginFolder()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var built = new DirectoryInfo(Path.Combine(output.Parent!.Parent!.FullName, "Gantry.Dal.Sqlite"));
        return built.EnumerateDirectories($"{output.Name}*").Single(folder => File.Exists(Path.Combine(folder.FullName, "plugin.json"))).FullName;
    }

    private static HashSet<string> Resident(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "plugin.json")));
        return [.. manifest.RootElement.GetProperty("resident").EnumerateArray().Select(name => name.GetString()!)];
    }
}
