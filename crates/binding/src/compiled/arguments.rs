//! From typed arrays to the arguments of a function, checked against what it was compiled for.

use crate::call::Call;
use crate::failure::Failure;
use crate::view::{Source, Target, Unread, View};
use allcores_compiler::{Arguments, Array, ArrayMut, Const, Param, Signature};
use allcores_memory::Dtype;

/// What a call passes to the function, as the wrapper hands it over.
pub struct Passed {
    /// The arrays among the arguments.
    pub arrays: Vec<Unread>,
    /// The numbers among the arguments, then those among the constants.
    pub scalars: Option<Unread>,
    /// The tables among the constants.
    pub tables: Option<Vec<Unread>>,
}

/// The same, looked at: views hold until JavaScript next runs.
pub struct Viewed {
    /// The arrays, all of one length.
    pub arrays: Vec<View>,
    scalars: Vec<f64>,
    tables: Vec<View>,
}

/// The same, as it is while the function runs.
#[derive(Default)]
pub struct Inputs {
    arrays: Vec<Source>,
    scalars: Vec<f64>,
    tables: Vec<Source>,
}

impl Passed {
    /// Looks at the arrays, and checks that they are what the function was compiled for.
    pub fn view(self, call: &Call, signature: &Signature) -> Result<Viewed, Failure> {
        let js = call.js();
        let views = |list: Vec<Unread>| list.into_iter().map(|unread| unread.view(js)).collect::<Result<Vec<_>, _>>();
        let arrays = views(self.arrays)?;
        let tables = views(self.tables.unwrap_or_default())?;
        let scalars = self.scalars.map(|scalars| scalars.view(js)?.to_vec::<f64>()).transpose()?.unwrap_or_default();

        let elements = signature.params.iter().filter_map(|param| match param {
            Param::Element(dtype) => Some(*dtype),
            Param::Scalar => None,
        });
        same_dtypes("arrays", &arrays, elements)?;
        same_dtypes("tables", &tables, table_dtypes(&signature.consts))?;
        let wanted = signature.params.iter().filter(|param| matches!(param, Param::Scalar)).count()
            + numbers_among(&signature.consts);
        if scalars.len() != wanted {
            return Err(mismatch(format!("{} scalars, wanted {wanted}", scalars.len())));
        }
        if let Some(other) = arrays.iter().find(|array| array.len() != arrays[0].len()) {
            let message = format!("arrays of {} and {} elements", arrays[0].len(), other.len());
            return Err(Failure::of_range("LENGTH_MISMATCH", message));
        }
        Ok(Viewed { arrays, scalars, tables })
    }
}

impl Viewed {
    /// Number of elements.
    pub fn len(&self) -> usize {
        self.arrays.first().map_or(0, View::len)
    }

    /// Refuses an `out` that the function could read after it was written.
    pub fn check_overlap(&self, call: &Call, out: Option<&View>) -> Result<(), Failure> {
        for array in &self.arrays {
            call.check_overlap("an input", array, out, true)?;
        }
        self.tables.iter().try_for_each(|table| call.check_overlap("a table", table, out, false))
    }

    /// Makes them inputs of the call.
    pub fn inputs(self, call: &mut Call) -> Result<Inputs, Failure> {
        let mut sources = |views: Vec<View>| views.iter().map(|view| call.input(view)).collect::<Result<Vec<_>, _>>();
        Ok(Inputs { arrays: sources(self.arrays)?, tables: sources(self.tables)?, scalars: self.scalars })
    }
}

impl Inputs {
    /// What the function is run on.
    pub fn arguments(&self) -> Arguments<'_> {
        Arguments {
            arrays: self.arrays.iter().map(array).collect(),
            scalars: self.scalars.clone(),
            tables: self.tables.iter().map(array).collect(),
        }
    }

    /// What a second function is run on that has the same constants, or none.
    pub fn constants(&self, signature: Option<&Signature>) -> Arguments<'_> {
        let consts = signature.map_or(&[][..], |signature| &signature.consts);
        let numbers = numbers_among(consts);
        Arguments {
            arrays: Vec::new(),
            scalars: self.scalars[self.scalars.len() - numbers..].to_vec(),
            tables: self.tables.iter().take(consts.len() - numbers).map(array).collect(),
        }
    }
}

fn numbers_among(consts: &[(String, Const)]) -> usize {
    consts.iter().filter(|(_, kind)| matches!(kind, Const::Number)).count()
}

fn table_dtypes(consts: &[(String, Const)]) -> impl Iterator<Item = Dtype> + Clone {
    consts.iter().filter_map(|(_, kind)| match kind {
        Const::Table(dtype) => Some(*dtype),
        Const::Number => None,
    })
}

fn same_dtypes(name: &str, views: &[View], wanted: impl Iterator<Item = Dtype> + Clone) -> Result<(), Failure> {
    let given = views.iter().map(View::dtype);
    if given.clone().eq(wanted.clone()) {
        return Ok(());
    }
    Err(mismatch(format!("{name} of {:?}, wanted {:?}", given.collect::<Vec<_>>(), wanted.collect::<Vec<_>>())))
}

fn mismatch(found: String) -> Failure {
    Failure::of_type("DTYPE_MISMATCH", format!("the function was compiled for other arguments: {found}"))
}

macro_rules! numbers {
    ($($dtype:ident)*) => {
        /// The elements, which are numbers.
        pub fn array(source: &Source) -> Array<'_> {
            match source.dtype() {
                $(Dtype::$dtype => Array::$dtype(source.elements()),)*
                dtype => panic!("checked: {dtype:?}"),
            }
        }

        /// The elements to write, which are numbers.
        pub fn array_mut(target: &Target) -> ArrayMut<'_> {
            match target.dtype() {
                $(Dtype::$dtype => ArrayMut::$dtype(target.elements()),)*
                dtype => panic!("checked: {dtype:?}"),
            }
        }
    };
}
numbers!(Int8 Uint8 Uint8Clamped Int16 Uint16 Int32 Uint32 Float16 Float32 Float64);
