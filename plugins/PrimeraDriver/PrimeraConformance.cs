using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Says how requests for media are performed by the robot.</summary>
[Export(typeof(IConformanceDetails))]
public sealed class PrimeraConformance : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("Discs of the robot")
        {
            Text = "Label Style Selection chooses the design that is printed. The fields of a design have what settings say: Label Text, Barcode Value, Media Disposition, and, where the "
                + "request has them printed or does not say, Patient's Name and so on. Request Priority becomes the importance of the robot's job. A request whose discs are being made is "
                + "cancelled by aborting the job, unless settings say otherwise; discs that are made by then are told in Total Number of Pieces of Media Created.",
            Columns = ["Execution Status Info", "When the robot says"],
            Rows =
            [
                [MediaStatusInfo.OutOfSupplies, "no blank discs, discs of another medium or too small, ink low or empty, wrong cartridges, its computer's disk is full"],
                [MediaStatusInfo.CheckOperator, "cover open, a disc dropped or stuck, arm, tray or carriage blocked, too many discs rejected in a row, a disc held"],
                [MediaStatusInfo.CheckService, "no recorder, no licence, no rights, software not installed, the recording engine failed"],
                [MediaStatusInfo.DeviceFailure, "offline, silent, its service stopped, its job folder not reachable, recording or verification failed"],
                [MediaStatusInfo.DeviceBusy, "it has other jobs"],
                [MediaStatusInfo.ProcessingFailure, "the job was aborted, or is not valid"],
            ],
        },
    ];
}
