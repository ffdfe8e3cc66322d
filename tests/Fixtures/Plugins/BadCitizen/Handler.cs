using System.Diagnostics;
using System.Runtime.InteropServices;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.BadCitizen;

[ExportDimseHandler(typeof(ICFindHandler), "2.25.4711")]
public sealed partial class Handler : ICFindHandler
{
    private static readonly List<byte[]> Eaten = [];

    public async ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        switch (request.Identifier.GetString(Tags.PatientID))
        {
            case "throw":
                throw new InvalidOperationException("Thrown by a handler.");
            case "throw later":
                await Task.Yield();
                throw new InvalidOperationException("Thrown by a continuation.");
            case "hang":
                await new TaskCompletionSource().Task.ConfigureAwait(false);
                break;
            case "spin":
                for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(2);)
                {
                    Thread.SpinWait(1_000);
                }

                break;
            case "eat memory":
                for (var i = 0; i < 64; i++)
                {
                    Eaten.Add(GC.AllocateUninitializedArray<byte>(1 << 20));
                }

                break;
            case "overflow the stack":
                Recurse(0);
                break;
            case "fail fast":
                Environment.FailFast("A plugin wants it so.");
                break;
            case "crash natively":
                Abort();
                break;
            case "touch foreign memory":
                Marshal.WriteByte(unchecked((nint)0x7000_0000_0000), 1);
                break;
            case "exit":
                Environment.Exit(0);
                break;
        }

        return new FinalResponse(DimseStatus.Success, "well");
    }

    private static int Recurse(int depth) => depth < 0 ? 0 : Recurse(depth + 1) + 1;

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();
}
