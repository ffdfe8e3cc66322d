using System.Runtime.ExceptionServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Gives out the numbers of frames, and lets what is made of them through in their order.</summary>
/// <remarks>Who waits does so for a frame that another one works on, and the least that is worked on waits for nobody.</remarks>
internal sealed class FrameTurns(int frames)
{
    private readonly object _gate = new();
    private int _given;
    private int _taken;
    private ExceptionDispatchInfo? _fault;

    /// <summary>The number of the next frame, from 1; 0 where there is none left, or the work is given up.</summary>
    public int Next()
    {
        lock (_gate)
        {
            return _fault is not null || _given == frames ? 0 : ++_given;
        }
    }

    /// <summary>Waits until all frames before one are taken.</summary>
    /// <returns>False where that will not be: the work is given up.</returns>
    public bool Wait(int number)
    {
        lock (_gate)
        {
            while (_taken != number - 1 && _fault is null)
            {
                Monitor.Wait(_gate);
            }

            return _fault is null;
        }
    }

    /// <summary>The frame whose turn it is has been taken.</summary>
    public void Done()
    {
        lock (_gate)
        {
            _taken++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the work: nobody waits any more.</summary>
    /// <returns>True: the fault is kept for <see cref="ThrowIfGivenUp"/>.</returns>
    public bool GiveUp(Exception fault)
    {
        lock (_gate)
        {
            _fault ??= ExceptionDispatchInfo.Capture(fault);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Throws what ended the work, the first where there was more.</summary>
    public void ThrowIfGivenUp() => _fault?.Throw();
}
