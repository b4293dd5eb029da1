from concurrent.futures import ProcessPoolExecutor, as_completed


def analyse(values):
    if not values:
        raise ValueError('no values')
    return sum(values) // len(values)


if __name__ == '__main__':
    series = {
        'temperatures': [21, 19, 24, 28],
        'humidities': [40, 55, 61],
        'pressures': [],
        'winds': [3, 9, 12, 4, 7],
    }
    with ProcessPoolExecutor(max_workers=2) as executor:
        names = {executor.submit(analyse, values): name for name, values in series.items()}
        for future in as_completed(names):
            try:
                outcome = f'mean {future.result()}'
            except ValueError as error:
                outcome = f'failed: {error}'
            print(f'{names[future]}: {outcome}')
