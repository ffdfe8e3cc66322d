using System.Diagnostics;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>The plugin as a host runs it, over services and a device in memory.</summary>
internal sealed class MediaFixture : IAsyncDisposable
{
    private readonly TestOperation _operation = new() { CallingAETitle = new AETitle("WORKSTATION") };
    private PluginHarness? _plugin;

    public MediaFixture(params (string Name, string Value)[] settings)
    {
        Services.WithSetting("LookInterval", "00:00:00.1").WithSetting("RetryInterval", "00:00:01");
        foreach (var (name, value) in settings)
        {
            Services.WithSetting(name, value);
        }
    }

    public TestServices Services { get; } = new("gantry.mediacreation");

    public InMemoryMediaDevice Device => Services.MediaDevice;

    public PluginHarness Plugin => _plugin ?? throw new InvalidOperationException("The plugin is not started.");

    public string Staging => Path.Combine(Services.Context.DataFolder, "staging");

    public async Task<MediaFixture> StartAsync()
    {
        _plugin = await PluginHarness.StartAsync(typeof(CreateHandler).Assembly, Services);
        return this;
    }

    public async Task StopAsync()
    {
        if (_plugin is { } plugin)
        {
            _plugin = null;
            await plugin.DisposeAsync();
        }
    }

    /// <summary>Puts an instance into the archive.</summary>
    public async Task<SopReference> AddAsync(SampleInstance? sample = null)
    {
        sample ??= new SampleInstance();
        await Services.AddAsync(sample);
        return new SopReference(sample.SopClass, sample.SopInstance);
    }

    public ValueTask<NServiceResponse> CreateAsync(DicomDataSet attributes, Uid? uid = null) =>
        Plugin.NCreateAsync(Uids.MediaCreationManagement, uid ?? default, attributes, _operation);

    /// <summary>Makes a request, and asserts that it was taken.</summary>
    public async Task<Uid> CreateAsync(MediaCreationRequest request)
    {
        var response = await CreateAsync(request.ToDataSet());
        Assert.Equal(DimseStatus.Success, response.Status);
        return response.AffectedSopInstanceUid;
    }

    public ValueTask<NServiceResponse> ActAsync(Uid request, ushort action, DicomDataSet? information = null) =>
        Plugin.NActionAsync(Uids.MediaCreationManagement, request, action, information ?? DicomDataSet.Empty, _operation);

    /// <summary>Makes and initiates a request.</summary>
    public async Task<Uid> AskAsync(MediaCreationRequest request, int copies = 1)
    {
        var uid = await CreateAsync(request);
        Assert.Equal(DimseStatus.Success, (await ActAsync(uid, 1, new DicomDataSetBuilder().Set(Tags.NumberOfCopies, copies).Build())).Status);
        return uid;
    }

    public Task<Uid> AskAsync(params SopReference[] instances) => AskAsync(new MediaCreationRequest([.. instances]));

    public async Task<DicomDataSet> GetAsync(Uid request, params Tag[] tags)
    {
        var response = await Plugin.NGetAsync(Uids.MediaCreationManagement, request, tags, _operation);
        Assert.Equal(DimseStatus.Success, response.Status);
        return response.DataSet!;
    }

    /// <summary>Waits for a status and info.</summary>
    /// <returns>What N-GET tells then.</returns>
    public async Task<DicomDataSet> UntilAsync(Uid request, string status, string? info = null)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            var answer = await GetAsync(request);
            if (answer.GetString(Tags.ExecutionStatus) == status && (info is null || answer.GetString(Tags.ExecutionStatusInfo) == info))
            {
                return answer;
            }

            var note = (await Services.MediaQueue.GetAsync(request, TestContext.Current.CancellationToken))?.Job.Note;
            Assert.True(
                Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20),
                $"It stays {answer.GetString(Tags.ExecutionStatus)} {answer.GetString(Tags.ExecutionStatusInfo)}: {note}\n{string.Join('\n', Services.Logs.Entries.Select(entry => entry.Text))}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _operation.Dispose();
        Services.Dispose();
    }
}
