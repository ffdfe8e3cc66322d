using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Supervision;

namespace Gantry.Host.Memory;

/// <summary>Finds out what keeps a retired generation in memory, by a process of its own that looks into this one.</summary>
internal sealed partial class MemoryInspector : IDisposable
{
    private const int SetTracer = 0x59616d61; // PR_SET_PTRACER: where the system lets only ancestors look, this child may, too
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The path that holds the generation; one look at a time.</summary>
    public async Task<HeapAnswer> InspectAsync(RetiredGeneration generation, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        var handle = WeakHandle(generation);
        try
        {
            return handle.IsAllocated
                ? await RunAsync(GCHandle.ToIntPtr(handle), cancellationToken).ConfigureAwait(false)
                : HeapAnswer.Nothing("It is gone from memory by now.");
        }
        finally
        {
            if (handle.IsAllocated)
            {
                handle.Free();
            }

            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // Not inlined: no frame of this process may hold the context while it is looked at.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GCHandle WeakHandle(RetiredGeneration generation) =>
        generation.LoadContext.Target is { } context ? GCHandle.Alloc(context, GCHandleType.WeakTrackResurrection) : default;

    private static async Task<HeapAnswer> RunAsync(nint handle, CancellationToken cancellationToken)
    {
        string[] arguments = [HeapProbe.Verb, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), handle.ToString(CultureInfo.InvariantCulture)];
        using var probe = new Process { StartInfo = HostProcess.StartInfo(arguments) };
        probe.StartInfo.RedirectStandardOutput = true;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            probe.Start();
            LetLook(probe.Id);
            await probe.StandardInput.WriteLineAsync("look".AsMemory(), patience.Token).ConfigureAwait(false);
            await probe.StandardInput.FlushAsync(patience.Token).ConfigureAwait(false);
            var errors = probe.StandardError.ReadToEndAsync(patience.Token);
            var output = await probe.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            var error = await errors.ConfigureAwait(false);
            await probe.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return Parse(output) ?? HeapAnswer.Nothing($"The look into memory failed: {(error.Length > 0 ? error.ReplaceLineEndings(" ") : "it took too long")}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HeapAnswer.Nothing("The look into memory took too long.");
        }
        finally
        {
            if (!probe.HasExited)
            {
                probe.Kill();
            }
        }
    }

    private static void LetLook(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Prctl(SetTracer, processId, 0, 0, 0); // fails where the system has no such rule, and then none is needed
        }
    }

    private static HeapAnswer? Parse(string output)
    {
        try
        {
            return HeapAnswer.FromJson(output);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nint first, nint second, nint third, nint fourth);
}
